//! What an update returns.

use dynamite_sample::models::{User, Users, user};

use crate::support::{Bed, Proxied, USERS, ada, s, stored, user_key};

#[tokio::test]
async fn an_update_returns_the_item_before_or_after_it() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let new: User = users.update(&ada).set(user::name(), "b").await.unwrap();
    let old: User = users
        .update(&ada)
        .set(user::name(), "c")
        .return_old()
        .await
        .unwrap();
    assert_eq!((&*new.name, &*old.name), ("b", "b"));
    assert_eq!(new, old);
}

#[tokio::test]
async fn an_update_that_returns_nothing_asks_for_nothing() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let update = Users::new(&bed.db).update(&ada).set(user::name(), "b");
    let () = update.return_nothing().await.unwrap();
    let log = bed.proxy.log();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].body.get("ReturnValues"), None);
    let stored = stored(&bed.direct, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["name"], s("b"));
}

#[tokio::test]
async fn an_update_whose_item_cannot_be_read_says_that_it_took_place() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let mut item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    item.insert("balance".to_owned(), s("much"));
    crate::support::raw_put(&bed.db, "users", item).await;

    let update = Users::new(&bed.db).update(&ada).set(user::name(), "b");
    let error = update.await.unwrap_err();

    assert_eq!(error.outcome(), dynamite::Outcome::Applied);
    let dynamite::ErrorKind::Decode(decode) = error.kind() else {
        panic!("another error: {error:?}");
    };
    assert_eq!((decode.model(), &*decode.attribute()), ("User", "balance"));
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["name"], s("b"));
}
