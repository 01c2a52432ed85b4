//! `POST /users`.

use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Caller, Program, Shop, path};

#[tokio::test]
async fn a_new_user_is_returned_and_can_be_read() {
    let shop = Shop::open().await;
    let body = json!({ "email": " Ada@Example.com", "name": "Ada  L." });
    let ada = shop.created("/users", body).await;
    assert_eq!(
        (&ada["email"], &ada["name"], &ada["role"], &ada["version"]),
        (
            &json!("ada@example.com"),
            &json!("Ada L."),
            &json!("customer"),
            &json!(1)
        )
    );
    assert!(ada.get("nickname").is_none(), "{ada}");
    let read = shop.caller.get(&path(&ada, "")).await;
    assert_eq!((read.status, read.body), (200, ada));
}

#[tokio::test]
async fn a_taken_address_is_a_conflict() {
    let shop = Shop::open().await;
    shop.user("ada").await;
    let body = json!({ "email": "ADA@example.com ", "name": "Eve" });
    let answer = shop.caller.post("/users", &body).await;
    let expected = (409, "the `email` of this User is taken by another");
    assert_eq!(answer.error(), expected);
}

/// Two instances of the service share nothing but the database.
#[tokio::test]
async fn of_twenty_at_once_one_gets_the_address() {
    let shop = Shop::open().await;
    let engine = &shop.engine;
    let other = Program::start(engine.endpoint(), engine.access_key(), &[]).await;
    let callers = [shop.caller.clone(), Caller::new(other.url())];
    let sign_up = |number: usize| {
        let caller = &callers[number % 2];
        let body = json!({ "email": "ada@example.com", "name": format!("Ada {number}") });
        async move { caller.post("/users", &body).await }
    };
    let answers = join_all((0..20).map(sign_up)).await;
    let (created, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|it| it.status == 201);
    assert_eq!((created.len(), refused.len()), (1, 19), "{answers:?}");
    assert!(refused.iter().all(|it| it.status == 409), "{refused:?}");
    let winner = &created[0].body;
    assert_eq!(&shop.caller.get(&path(winner, "")).await.body, winner);
}

#[tokio::test]
async fn broken_rules_are_all_named() {
    let shop = Shop::open().await;
    let body = json!({ "email": "ada", "name": " ", "nickname": "n".repeat(21) });
    let answer = shop.caller.post("/users", &body).await;
    let text = "User: `email` must be an e-mail address; `name` must not be blank; \
                `nickname` must be at most 20 long";
    assert_eq!(answer.error(), (422, text));
}

#[tokio::test]
async fn nobody_gives_themselves_a_role_or_an_id() {
    let shop = Shop::open().await;
    for (field, value) in [
        ("role", json!("admin")),
        ("id", json!("01ARZ3NDEKTSV4RRFFQ69G5FAV")),
        ("version", json!(7)),
        ("created_at", json!("2020-01-01T00:00:00Z")),
        ("admin", json!(true)),
    ] {
        let mut body = json!({ "email": "ada@example.com", "name": "Ada" });
        body[field] = value;
        let answer = shop.caller.post("/users", &body).await;
        let (status, text) = answer.error();
        assert_eq!(status, 400, "{text}");
        assert!(text.contains(&format!("unknown field `{field}`")), "{text}");
    }
    // None of them was stored, so the address is free.
    shop.user("ada").await;
}
