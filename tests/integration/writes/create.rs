//! Creating items.

use dynamite_sample::models::{Role, Users};

use crate::support::{Bed, USERS, ada, item, new_user, s, stored, stored_all, user_key};

#[tokio::test]
async fn a_created_item_is_stored_with_its_defaults_and_returned_as_it_is_read() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let created = users
        .create(new_user("ada").role(Role::Admin))
        .await
        .unwrap();

    let stored = stored(&bed.db, "users", user_key(&created)).await.unwrap();
    let expected = item([
        ("id", s(created.id)),
        ("email", s("ada@example.com")),
        ("name", s("ada")),
        ("role", s("admin")),
        ("balance", crate::support::n(0)),
        ("created_at", stored["created_at"].clone()),
        ("updated_at", stored["created_at"].clone()),
    ]);
    assert_eq!(stored, expected);
    let read = users.get(created.id).consistent().await.unwrap().unwrap();
    assert_eq!(read, created);
}

#[tokio::test]
async fn creating_over_an_item_leaves_it_intact_and_returns_it_in_the_error() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let before = stored(&bed.db, "users", user_key(&ada)).await;

    let error = users.create(new_user("eve").id(ada.id)).await.unwrap_err();

    assert!(error.is_already_exists(), "{error}");
    let there = error
        .item()
        .unwrap()
        .decode::<dynamite_sample::models::User>();
    assert_eq!(there.unwrap(), ada);
    assert!(error.to_string().contains(&ada.id.to_string()), "{error}");
    assert_eq!(error.table(), Some("users"));
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, before);
}

#[tokio::test]
async fn of_many_that_create_the_same_item_at_once_one_succeeds() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let id = dynamite::Ulid::from_parts(1, 1);
    let creates = (0..8).map(|number| {
        let new = new_user(&format!("user{number}")).id(id);
        users.create(new).into_future()
    });

    let results = futures_util::future::join_all(creates).await;

    let (made, refused): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    assert!(
        refused
            .iter()
            .all(|it| it.as_ref().unwrap_err().is_already_exists())
    );
    let stored = stored_all(&bed.db, "users").await;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0]["name"], s(&made[0].as_ref().unwrap().name));
}

#[tokio::test]
async fn a_get_of_what_is_not_there_is_none() {
    let bed = Bed::with(USERS).await;
    let absent = Users::new(&bed.db).get(dynamite::Ulid::from_parts(1, 1));
    assert_eq!(absent.await.unwrap(), None);
}
