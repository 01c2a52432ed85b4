//! Functions of attributes.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::AttributeKind;
use dynamite_sample::models::{Profile, user};

use super::Subject;
use crate::support::{raw_put, stored, user_key};

#[tokio::test]
async fn existence_and_kind_are_tested() {
    let subject = Subject::known().await;
    subject
        .assert_meets([
            user::nickname().exists(),
            user::nickname().is_present(),
            user::profile().not_exists(),
            user::profile().is_absent(),
            user::balance().attribute_type(AttributeKind::Number),
            user::tags().attribute_type(AttributeKind::StringSet),
            user::id().exists(),
        ])
        .await;
    subject
        .assert_fails([
            user::balance().attribute_type(AttributeKind::String),
            user::profile().attribute_type(AttributeKind::Map),
        ])
        .await;
}

#[tokio::test]
async fn a_stored_null_exists_and_is_absent() {
    let subject = Subject::known().await;
    let mut item = stored(&subject.bed.db, "users", user_key(&subject.user))
        .await
        .unwrap();
    item.insert("nickname".to_owned(), AttributeValue::Null(true));
    raw_put(&subject.bed.db, "users", item).await;
    subject
        .assert_meets([
            user::nickname().exists(),
            user::nickname().is_absent(),
            user::nickname().attribute_type(AttributeKind::Null),
        ])
        .await;
    subject.assert_fails([user::nickname().is_present()]).await;
}

#[tokio::test]
async fn beginnings_and_contents_are_found() {
    let subject = Subject::known().await;
    subject
        .assert_meets([
            user::name().begins_with("ad"),
            user::name().begins_with("ada"),
            user::email().contains("@exa"),
            user::tags().contains("a"),
        ])
        .await;
    subject
        .assert_fails([
            user::name().begins_with("da"),
            user::name().begins_with("adaa"),
            user::email().contains("@EXA"),
            user::tags().contains("c"),
            user::tags().contains(""),
        ])
        .await;
}

#[tokio::test]
async fn sizes_are_lengths_of_text_and_members_of_collections() {
    let subject = Subject::known().await;
    subject
        .assert_meets([
            user::name().size().eq(3),
            user::nickname().size().eq(8),
            user::tags().size().eq(2),
            user::tags().size().ne(3),
            user::tags().size().lt(3),
            user::tags().size().le(2),
            user::tags().size().gt(1),
            user::tags().size().ge(2),
            user::tags().size().between(0, 2),
        ])
        .await;
    subject.assert_fails([user::name().size().gt(3)]).await;
}

#[tokio::test]
async fn an_empty_set_is_an_absent_one() {
    let nobody = std::collections::BTreeSet::<String>::new;
    let known = Subject::known().await;
    known.assert_meets([user::tags().ne(nobody())]).await;
    let bare = Subject::new(Into::into).await;
    bare.assert_meets([user::tags().eq(nobody())]).await;
}

#[tokio::test]
async fn nested_attributes_have_conditions_too() {
    let links = vec!["one".to_owned(), "two".to_owned()];
    let bio = Some("counts".to_owned());
    let subject = Subject::new(|new| new.profile(Profile { bio, links })).await;
    subject
        .assert_meets([
            user::profile().bio().begins_with("co"),
            user::profile().links().contains("two"),
            user::profile().links().size().eq(2),
            user::profile().links().at(1).eq("two"),
            user::profile().exists(),
        ])
        .await;
    subject
        .assert_fails([user::profile().links().at(2).exists()])
        .await;
}

#[tokio::test]
async fn the_item_of_a_failed_condition_says_what_of_it_cannot_be_read() {
    let subject = Subject::known().await;
    let key = user_key(&subject.user);
    let mut item = stored(&subject.bed.db, "users", key).await.unwrap();
    let wrong = AttributeValue::Bool(true);
    for name in ["updated_at", "tags", "profile", "name", "balance"] {
        item.insert(name.to_owned(), wrong.clone());
    }
    raw_put(&subject.bed.db, "users", item).await;
    let users = dynamite_sample::models::Users::new(&subject.bed.db);
    for _ in 0..8 {
        let update = users.update(&subject.user).set(user::nickname(), "x");
        let error = update.only_if(user::nickname().eq("y")).await.unwrap_err();
        let item = error.item().unwrap();
        let bad = item.decode::<dynamite_sample::models::User>().unwrap_err();
        assert_eq!((bad.model(), &*bad.attribute()), ("User", "name"));
        let key = format!("id = \"{}\"", subject.user.id);
        assert_eq!(bad.key(), Some(&*key));
    }
}
