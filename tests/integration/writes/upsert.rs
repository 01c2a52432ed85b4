//! Writing entities whether they are there or not.

use dynamite_sample::models::{Users, user};

use crate::support::{Bed, USERS, ada, raw_delete, raw_put, s, stored, user_key};

#[tokio::test]
async fn upsert_stores_what_is_not_there() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    raw_delete(&bed.db, "users", user_key(&ada)).await;

    let upserted = Users::new(&bed.db).upsert(&ada).await.unwrap();

    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["email"], s("ada@example.com"));
    let read = Users::new(&bed.db).get(ada.id).await.unwrap();
    assert_eq!(read, Some(upserted));
}

#[tokio::test]
async fn upsert_keeps_the_unknown_attributes_of_what_is_there() {
    let bed = Bed::with(USERS).await;
    let mut ada = ada(&bed.db).await;
    let mut item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    item.insert("legacy".to_owned(), s("kept"));
    raw_put(&bed.db, "users", item).await;
    ada.name = "Ada L.".to_owned();

    Users::new(&bed.db).upsert(&ada).await.unwrap();

    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(
        (&stored["name"], &stored["legacy"]),
        (&s("Ada L."), &s("kept"))
    );
}

#[tokio::test]
async fn a_condition_of_an_upsert_may_be_that_there_is_nothing() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let absent = || user::id().not_exists();

    let error = users.upsert(&ada).only_if(absent()).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");

    raw_delete(&bed.db, "users", user_key(&ada)).await;
    users.upsert(&ada).only_if(absent()).await.unwrap();
    assert!(stored(&bed.db, "users", user_key(&ada)).await.is_some());
}
