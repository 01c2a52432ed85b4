//! Changes below the top level.

use dynamite::ErrorKind;
use dynamite_sample::models::{Orders, Profile, Users, order, user};

use super::{lines, order_with, stored_skus};
use crate::support::{Bed, ORDERS, USERS, ada, l, m, new_user, s, stored, user_key};

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
