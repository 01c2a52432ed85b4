//! Replacing items as a whole.

use dynamite_sample::models::{Users, user};

use crate::support::{Bed, USERS, ada, raw_delete, raw_put, s, stored, user_key};

#[tokio::test]
async fn replace_discards_unknown_attributes_and_names_them() {
    let bed = Bed::with(USERS).await;
    let mut ada = ada(&bed.db).await;
    let mut item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    item.insert("zodiac".to_owned(), s("pisces"));
    item.insert("legacy".to_owned(), s("gone"));
    raw_put(&bed.db, "users", item).await;
    ada.name = "Ada L.".to_owned();

    let replaced = Users::new(&bed.db).replace(&ada).await.unwrap();

    assert_eq!(replaced.discarded, ["legacy", "zodiac"]);
    assert_eq!(replaced.old.unwrap().attributes()["name"], s("ada"));
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert!(!stored.contains_key("legacy") && !stored.contains_key("zodiac"));
    assert_eq!(stored["name"], s("Ada L."));
    let read = Users::new(&bed.db).get(ada.id).await.unwrap().unwrap();
    assert_eq!(replaced.item, read);
}

#[tokio::test]
async fn replace_of_what_is_not_there_is_not_found_and_makes_nothing() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    raw_delete(&bed.db, "users", user_key(&ada)).await;

    let error = Users::new(&bed.db).replace(&ada).await.unwrap_err();

    assert!(error.is_not_found(), "{error}");
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, None);
}

#[tokio::test]
async fn replace_on_a_condition_that_fails_returns_the_item_and_leaves_it() {
    let bed = Bed::with(USERS).await;
    let mut ada = ada(&bed.db).await;
    let before = stored(&bed.db, "users", user_key(&ada)).await;
    ada.name = "Eve".to_owned();

    let replace = Users::new(&bed.db).replace(&ada);
    let error = replace.only_if(user::name().eq("Bob")).await.unwrap_err();

    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.item().unwrap().attributes()["name"], s("ada"));
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, before);
}
