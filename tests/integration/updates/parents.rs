//! Changes inside of what is absent, which make it.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::ErrorKind;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{
    Member, Members, NewMember, Orders, Profile, Users, Visit, member, order, tables, user,
};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{lines, order_with};
use crate::support::{
    Bed, Item, ORDERS, Proxied, USERS, ada, l, m, n, new_user, raw_put, s, stored, user_key,
};

static MEMBERS: &[&TableDescriptor] = &[&tables::MEMBERS];

#[tokio::test]
async fn or_create_makes_the_parents_that_are_absent() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let set = |bio| {
        users
            .update(&ada)
            .set(user::profile().bio(), bio)
            .or_create()
    };

    set("counts").await.unwrap();
    let stored_profile = async || {
        let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
        stored["profile"].clone()
    };
    assert_eq!(stored_profile().await, m([("bio", s("counts"))]));

    let with_links = users
        .update(&ada)
        .set(user::profile().links(), vec!["x".to_owned()]);
    with_links.or_create().await.unwrap();
    set("reckons").await.unwrap();
    let expected = m([("bio", s("reckons")), ("links", l([s("x")]))]);
    assert_eq!(stored_profile().await, expected);
}

#[tokio::test]
async fn or_create_takes_one_request_when_nothing_is_missing() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.direct);
    let profile = Profile {
        bio: None,
        links: Vec::new(),
    };
    let ada = users
        .create(new_user("ada").profile(profile))
        .await
        .unwrap();
    let update = Users::new(&bed.db).update(&ada);
    let update = update.set(user::profile().bio(), "counts").or_create();
    update.await.unwrap();
    assert_eq!(bed.proxy.counts().all_requests(), 1);
}

#[tokio::test]
async fn or_create_makes_nothing_when_the_item_is_not_there() {
    let bed = Bed::with(USERS).await;
    let id = dynamite::Ulid::from_parts(1, 1);
    let update = Users::new(&bed.db).update(id);
    let update = update.set(user::profile().bio(), "counts").or_create();
    assert!(update.await.unwrap_err().is_not_found());
    assert_eq!(stored(&bed.db, "users", [("id", s(id))]).await, None);
}

#[tokio::test]
async fn or_create_makes_nothing_when_the_condition_fails() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let before = stored(&bed.db, "users", user_key(&ada)).await;
    let update = Users::new(&bed.db).update(&ada);
    let update = update.set(user::profile().bio(), "counts").or_create();
    let error = update.only_if(user::name().eq("eve")).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, before);
}

#[tokio::test]
async fn or_create_writes_once_after_a_read() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let update = Users::new(&bed.db).update(&ada);
    let update = update.set(user::profile().bio(), "counts").or_create();
    update.await.unwrap();
    let sent = bed.proxy.operations();
    let (update, get) = (Operation::UpdateItem, Operation::GetItem);
    assert_eq!(sent, [update, get, update]);
}

#[tokio::test]
async fn a_parent_that_is_null_is_absent() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let mut item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    item.insert("profile".to_owned(), AttributeValue::Null(true));
    raw_put(&bed.db, "users", item).await;
    let update = Users::new(&bed.db).update(&ada);
    let update = update.set(user::profile().bio(), "counts").or_create();
    update.await.unwrap();
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(item["profile"], m([("bio", s("counts"))]));
}

#[tokio::test]
async fn a_collection_with_a_bound_that_is_null_is_absent() {
    let bed = Proxied::with(MEMBERS).await;
    let ada = known_member(&bed).await;
    let mut item = stored_member(&bed, &ada).await;
    item.insert("keys".to_owned(), AttributeValue::Null(true));
    raw_put(&bed.direct, "members", item).await;
    let update = Members::new(&bed.db).update(&ada);
    let update = update.set(member::keys().key("a"), "x").or_create();
    update.await.unwrap();
    let keys = stored_member(&bed, &ada).await["keys"].clone();
    assert_eq!(keys, m([("a", s("x"))]));
}

#[tokio::test]
async fn nothing_is_made_to_take_something_out_of_it() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let update = Users::new(&bed.db).update(&ada);
    let update = update.remove(user::profile().bio()).or_create();
    assert_eq!(update.await.unwrap().profile, None);
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert!(!item.contains_key("profile"));
}

#[tokio::test]
async fn a_parent_that_others_make_meanwhile_keeps_what_is_in_it() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let pause = Pause::new();
    let held = bed.proxy.on(Operation::UpdateItem).nth(2);
    held.fail(Fault::PauseBefore(pause.clone()));
    let update = Users::new(&bed.db).update(&ada);
    let update = update.set(user::profile().bio(), "counts").or_create();
    let update = tokio::spawn(async { update.await });
    pause.reached().await;
    let profile = Profile {
        bio: None,
        links: vec!["x".to_owned()],
    };
    let other = Users::new(&bed.direct).update(&ada);
    other.set(user::profile(), profile).await.unwrap();
    pause.release();
    update.await.unwrap().unwrap();
    let item = stored(&bed.direct, "users", user_key(&ada)).await.unwrap();
    let both = m([("bio", s("counts")), ("links", l([s("x")]))]);
    assert_eq!(item["profile"], both);
}

async fn known_member(bed: &Proxied) -> Member {
    let new = NewMember {
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
    };
    Members::new(&bed.direct).create(new).await.unwrap()
}

async fn stored_member(bed: &Proxied, member: &Member) -> Item {
    let key = [("id", s(member.id))];
    stored(&bed.direct, "members", key).await.unwrap()
}

#[tokio::test]
async fn what_is_added_inside_is_added_once_when_the_answer_is_lost() {
    for fault in crate::outcomes::losses() {
        let bed = Proxied::with(MEMBERS).await;
        let ada = known_member(&bed).await;
        bed.proxy.on(Operation::UpdateItem).nth(2).fail(fault);
        let update = Members::new(&bed.db).update(&ada);
        let update = update
            .set(member::home().street(), "High Street")
            .add(member::home().rating(), 2u8);
        // What it was worked out from is no longer stored, perhaps through somebody else.
        let error = update.or_create().await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        assert_eq!(error.outcome(), dynamite::Outcome::Unknown);
        let home = m([("s", s("High Street")), ("rating", n(2))]);
        assert_eq!(stored_member(&bed, &ada).await["home"], home);
    }
}

#[tokio::test]
async fn what_is_made_keeps_the_rules_and_can_be_read() {
    let bed = Proxied::with(MEMBERS).await;
    let ada = known_member(&bed).await;
    let members = Members::new(&bed.db);
    let visit = || Visit {
        sku: "A".to_owned(),
        guests: 1,
    };
    let visits = [visit(), visit(), visit()];
    let update = members.update(&ada).append(member::visits(), visits);
    update.await.unwrap();
    let before = stored_member(&bed, &ada).await;

    let fourth = members
        .update(&ada)
        .set(member::visits().at(3).sku(), "B")
        .set(member::visits().at(3).guests(), 1u8);
    let without_street = members.update(&ada).add(member::home().rating(), 2u8);
    let refused = [
        (fourth, "visits", "max_length"),
        (without_street, "home.s", "required"),
    ];
    for (update, path, rule) in refused {
        let error = update.or_create().await.unwrap_err();
        let [violation] = error.violations() else {
            panic!("{error}");
        };
        assert_eq!((&*violation.path, violation.rule), (path, rule));
        assert_eq!(stored_member(&bed, &ada).await, before);
    }
}

#[tokio::test]
async fn an_element_behind_the_end_is_not_made() {
    let bed = Bed::with(ORDERS).await;
    let order = order_with(&bed.db, lines(["a"])).await;
    let key = [("user_id", s(order.user_id)), ("id", s(order.id))];
    let before = stored(&bed.db, "orders", key.clone()).await;
    let update = Orders::new(&bed.db).update(&order);
    let update = update.set(order::lines().at(2).sku(), "c").or_create();
    let error = update.await.unwrap_err();
    let ErrorKind::MissingParent { paths, .. } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!(paths, &["lines[2]".to_owned()]);
    assert_eq!(stored(&bed.db, "orders", key).await, before);
}
