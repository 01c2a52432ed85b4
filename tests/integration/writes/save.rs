//! Writing entities back.

use dynamite::{Ulid, dec};
use dynamite_sample::models::{Profile, User, Users, user};

use crate::support::{Bed, USERS, ada, raw_delete, s, ss, stored, user_key};

async fn add_attribute(db: &dynamite::Client, user: &User) {
    let mut item = stored(db, "users", user_key(user)).await.unwrap();
    item.insert("legacy".to_owned(), s("kept"));
    crate::support::raw_put(db, "users", item).await;
}

#[tokio::test]
async fn save_writes_the_entity_and_keeps_unknown_attributes() {
    let bed = Bed::with(USERS).await;
    let mut ada = ada(&bed.db).await;
    add_attribute(&bed.db, &ada).await;
    ada.name = "Ada L.".to_owned();
    ada.balance = dec!(12.5);
    ada.tags = ["b".to_owned(), "a".to_owned()].into();
    ada.profile = Some(Profile {
        bio: Some("counts".to_owned()),
        links: vec!["x".to_owned()],
    });

    let saved = Users::new(&bed.db).save(&ada).await.unwrap();

    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["name"], s("Ada L."));
    assert_eq!(stored["balance"], crate::support::n("12.5"));
    assert_eq!(stored["tags"], ss(["a", "b"]));
    assert_eq!(stored["legacy"], s("kept"));
    let read = Users::new(&bed.db).get(ada.id).await.unwrap().unwrap();
    assert_eq!(saved, read);
}

#[tokio::test]
async fn save_removes_what_is_none_or_empty() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let new = crate::support::new_user("ada").nickname("countess");
    let mut ada = users
        .create(new.tags(["x".to_owned()].into()))
        .await
        .unwrap();
    ada.nickname = None;
    ada.tags.clear();

    users.save(&ada).await.unwrap();

    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert!(!stored.contains_key("nickname"), "{stored:?}");
    assert!(!stored.contains_key("tags"), "{stored:?}");
}

#[tokio::test]
async fn save_of_what_is_not_there_is_not_found_and_makes_nothing() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    raw_delete(&bed.db, "users", user_key(&ada)).await;

    let error = Users::new(&bed.db).save(&ada).await.unwrap_err();

    assert!(error.is_not_found(), "{error}");
    assert!(error.to_string().contains("upsert"), "{error}");
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, None);
}

#[tokio::test]
async fn a_condition_that_fails_leaves_the_item_and_returns_it() {
    let bed = Bed::with(USERS).await;
    let mut ada = ada(&bed.db).await;
    let before = stored(&bed.db, "users", user_key(&ada)).await;
    ada.name = "Eve".to_owned();
    let save = Users::new(&bed.db).save(&ada);

    let error = save.only_if(user::name().eq("Bob")).await.unwrap_err();

    assert!(error.is_condition_failed(), "{error}");
    let there = error.item().unwrap().decode::<User>().unwrap();
    assert_eq!(there.name, "ada");
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, before);
}

#[tokio::test]
async fn a_condition_on_what_is_not_there_is_not_found() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let update = users
        .update(Ulid::from_parts(1, 1))
        .set(user::name(), "x")
        .only_if(user::nickname().not_exists());
    let error = update.await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert!(error.item().is_none());
}
