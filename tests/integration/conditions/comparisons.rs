//! Comparisons with values and between attributes.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{dec, expr::Comparison};
use dynamite_sample::models::{Role, user};

use super::Subject;
use crate::support::{raw_put, stored, user_key};

#[tokio::test]
async fn comparisons_mean_what_they_say() {
    let subject = Subject::known().await;
    let balance = user::balance;
    subject
        .assert_meets([
            balance().eq(10),
            balance().eq(dec!(10.0)),
            balance().ne(11),
            balance().lt(dec!(10.1)),
            balance().le(10),
            balance().gt(9),
            balance().ge(10),
            balance().between(10, 10),
            balance().between(9, 11),
            user::name().gt("ad"),
            user::role().eq(Role::Admin),
            user::nickname().eq("countess"),
        ])
        .await;
    subject
        .assert_fails([
            balance().eq(11),
            balance().ne(10),
            balance().lt(10),
            balance().le(9),
            balance().gt(10),
            balance().ge(11),
            balance().between(11, 12),
            user::role().eq(Role::Customer),
        ])
        .await;
}

#[tokio::test]
async fn attributes_are_compared_with_each_other() {
    let subject = Subject::known().await;
    let name = user::name();
    subject
        .assert_meets([
            name.compare_to(Comparison::Lt, &user::nickname()),
            name.compare_to(Comparison::Le, &user::email()),
            name.compare_to(Comparison::Ne, &user::email()),
        ])
        .await;
}

#[tokio::test]
async fn an_absent_attribute_is_neither_less_nor_greater_nor_equal() {
    let subject = Subject::new(Into::into).await;
    let nickname = user::nickname;
    subject
        .assert_fails([
            nickname().lt("x"),
            nickname().ge(""),
            nickname().eq("x"),
            nickname().begins_with("x"),
            nickname().contains("x"),
            nickname().is_in(["x"]),
            nickname().size().ge(0),
        ])
        .await;
    subject.assert_meets([nickname().ne("x")]).await;
}

#[tokio::test]
async fn one_of_many_values_is_found_beyond_the_hundredth() {
    let subject = Subject::known().await;
    let among = |numbers: std::ops::Range<u32>| user::balance().is_in(numbers);
    subject
        .assert_meets([among(10..11), among(0..250), among(0..100), among(0..101)])
        .await;
    let last = (0..249).map(|it| it + 1000).chain([10]);
    subject.assert_meets([user::balance().is_in(last)]).await;
    subject.assert_fails([among(11..261), among(0..10)]).await;
}

#[tokio::test]
async fn of_two_attributes_without_values_neither_is_equal_less_or_greater() {
    let subject = Subject::known().await;
    let key = user_key(&subject.user);
    let mut item = stored(&subject.bed.db, "users", key).await.unwrap();
    item.remove("nickname");
    let null = || Some(AttributeValue::Null(true));
    let pairs = [
        (None, None),
        (null(), None),
        (None, null()),
        (null(), null()),
    ];
    for (nickname, bio) in pairs {
        let bio = bio.map(|it| ("bio".to_owned(), it));
        let profile = AttributeValue::M(bio.into_iter().collect());
        let mut item = item.clone();
        item.insert("profile".to_owned(), profile);
        item.extend(nickname.map(|it| ("nickname".to_owned(), it)));
        raw_put(&subject.bed.db, "users", item).await;
        let how = |comparison| user::nickname().compare_to(comparison, &user::profile().bio());
        let others = [
            Comparison::Lt,
            Comparison::Le,
            Comparison::Gt,
            Comparison::Ge,
        ];
        subject.assert_meets([how(Comparison::Ne)]).await;
        let differ = others.into_iter().chain([Comparison::Eq]);
        let differ: Vec<_> = differ.map(how).collect();
        let negated: Vec<_> = differ.iter().cloned().map(|it| !it).collect();
        subject.assert_fails(differ).await;
        subject.assert_meets(negated).await;
    }
}
