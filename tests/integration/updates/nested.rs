//! Changes below the top level.

use dynamite::ErrorKind;
use dynamite_sample::models::{Orders, Profile, Users, order, user};

use super::{lines, order_with, stored_skus};
use crate::support::{Bed, ORDERS, Proxied, USERS, ada, l, m, new_user, s, stored, user_key};

fn profile() -> Profile {
    Profile {
        bio: None,
        links: Vec::new(),
    }
}

#[tokio::test]
async fn a_field_of_a_nested_type_is_set_and_removed() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = users
        .create(new_user("ada").profile(profile()))
        .await
        .unwrap();
    let stored_profile = async || {
        let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
        stored["profile"].clone()
    };

    let update = users.update(&ada).set(user::profile().bio(), "counts");
    update.append(user::profile().links(), ["x"]).await.unwrap();
    let expected = m([("bio", s("counts")), ("links", l([s("x")]))]);
    assert_eq!(stored_profile().await, expected);

    let update = users.update(&ada).remove(user::profile().bio());
    update.await.unwrap();
    assert_eq!(stored_profile().await, m([("links", l([s("x")]))]));
}

#[tokio::test]
async fn a_field_of_an_element_is_set() {
    let bed = Bed::with(ORDERS).await;
    let order = order_with(&bed.db, lines(["a", "b"])).await;
    let update = Orders::new(&bed.db).update(&order);
    let update = update.set(order::lines().at(1).sku(), "B");

    let updated = update
        .add(order::lines().at(0).quantity(), 4u32)
        .await
        .unwrap();

    assert_eq!(stored_skus(&bed.db, &order).await, ["a", "B"]);
    assert_eq!(updated.lines[0].quantity, 5);
}

#[tokio::test]
async fn below_what_is_absent_nothing_is_set_and_the_parent_is_named() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let before = stored(&bed.db, "users", user_key(&ada)).await;
    let update = Users::new(&bed.db).update(&ada).set(user::name(), "x");

    let error = update
        .set(user::profile().bio(), "counts")
        .await
        .unwrap_err();

    let text = error.to_string();
    assert!(text.contains("or_create"), "{text}");
    let ErrorKind::MissingParent { model, key, paths } = error.into_kind() else {
        panic!("another error: {text}");
    };
    assert_eq!((model, &paths[..]), ("User", &["profile".to_owned()][..]));
    assert!(key.contains(&ada.id.to_string()));
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, before);
}

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
    let ada = users
        .create(new_user("ada").profile(profile()))
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
