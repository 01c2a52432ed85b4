//! Changes of whole attributes.

use dynamite::dec;
use dynamite_sample::models::{Role, Users, user};

use crate::support::{Bed, USERS, ada, n, new_user, raw_put, s, stored, user_key};

#[tokio::test]
async fn set_changes_what_is_named_and_nothing_else() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let mut expected = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    expected.insert("legacy".to_owned(), s("kept"));
    raw_put(&bed.db, "users", expected.clone()).await;

    let update = Users::new(&bed.db).update(&ada).set(user::name(), "Ada L.");
    let updated = update.set(user::role(), Role::Admin).await.unwrap();

    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    expected.insert("name".to_owned(), s("Ada L."));
    expected.insert("role".to_owned(), s("admin"));
    expected.insert("updated_at".to_owned(), stored["updated_at"].clone());
    assert_eq!(stored, expected);
    assert_eq!(
        Users::new(&bed.db).get(ada.id).await.unwrap(),
        Some(updated)
    );
}

#[tokio::test]
async fn set_or_remove_sets_or_removes() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let nickname = async |value: Option<&str>| {
        let update = users.update(&ada).set_or_remove(user::nickname(), value);
        let updated = update.await.unwrap();
        let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
        (updated.nickname, stored.get("nickname").cloned())
    };
    assert_eq!(
        nickname(Some("countess")).await,
        (Some("countess".into()), Some(s("countess")))
    );
    assert_eq!(nickname(None).await, (None, None));
}

#[tokio::test]
async fn set_if_absent_keeps_what_is_there() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    for given in ["first", "second"] {
        let update = users.update(&ada).set_if_absent(user::nickname(), given);
        let updated = update.await.unwrap();
        assert_eq!(updated.nickname.as_deref(), Some("first"));
    }
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["nickname"], s("first"));
}

#[tokio::test]
async fn set_to_copies_what_was_there_before_the_update() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let update = Users::new(&bed.db).update(&ada).set(user::name(), "Ada L.");

    update.set_to(user::nickname(), user::name()).await.unwrap();

    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(
        (&stored["nickname"], &stored["name"]),
        (&s("ada"), &s("Ada L."))
    );
}

#[tokio::test]
async fn add_and_subtract_are_exact() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;

    users
        .update(&ada)
        .add(user::balance(), dec!(0.1))
        .await
        .unwrap();
    users
        .update(&ada)
        .add(user::balance(), dec!(0.2))
        .await
        .unwrap();
    let updated = users
        .update(&ada)
        .subtract(user::balance(), 1u32)
        .await
        .unwrap();

    assert_eq!(updated.balance, dec!(-0.7));
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["balance"], n("-0.7"));
}

#[tokio::test]
async fn many_that_add_at_once_lose_nothing() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let add = |_| users.update(&ada).add(user::balance(), 1u32).into_future();
    for result in futures_util::future::join_all((0..20).map(add)).await {
        result.unwrap();
    }
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["balance"], n(20));
}

#[tokio::test]
async fn remove_takes_the_attribute_away() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = users
        .create(new_user("ada").nickname("countess"))
        .await
        .unwrap();

    let updated = users.update(&ada).remove(user::nickname()).await.unwrap();

    assert_eq!(updated.nickname, None);
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert!(!stored.contains_key("nickname"));
}

#[tokio::test]
async fn an_update_of_what_is_not_there_is_not_found_and_makes_nothing() {
    let bed = Bed::with(USERS).await;
    let id = dynamite::Ulid::from_parts(1, 1);
    let update = Users::new(&bed.db).update(id).set(user::name(), "x");

    let error = update.await.unwrap_err();

    assert!(error.is_not_found(), "{error}");
    assert_eq!(stored(&bed.db, "users", [("id", s(id))]).await, None);
}
