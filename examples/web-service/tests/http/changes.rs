//! `PATCH /users/{id}`.

use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Shop, path};

#[tokio::test]
async fn what_is_left_out_stays_and_null_removes() {
    let shop = Shop::open().await;
    let ada = shop.user("ada").await;
    let at = path(&ada, "");
    let named = shop
        .caller
        .patch(&at, "1", &json!({ "name": "Ada L." }))
        .await;
    let mut expected = ada.clone();
    expected["name"] = json!("Ada L.");
    expected["version"] = json!(2);
    assert_eq!((named.status, &named.body), (200, &expected));

    let removed = shop
        .caller
        .patch(&at, "\"2\"", &json!({ "nickname": null }))
        .await;
    expected.as_object_mut().unwrap().remove("nickname");
    expected["version"] = json!(3);
    assert_eq!((removed.status, &removed.body), (200, &expected));
    assert_eq!(shop.caller.get(&at).await.body, expected);
}

#[tokio::test]
async fn of_two_changes_of_one_version_one_is_made() {
    let shop = Shop::open().await;
    let ada = shop.user("ada").await;
    let at = path(&ada, "");
    let change = |name: &str| {
        let body = json!({ "name": name });
        let (caller, at) = (&shop.caller, &at);
        async move { caller.patch(at, "1", &body).await }
    };
    let mut answers = join_all(["Ada L.", "Ada K."].map(change)).await;
    answers.sort_by_key(|answer| answer.status);
    assert_eq!([answers[0].status, answers[1].status], [200, 409]);
    let (_, text) = answers[1].error();
    assert!(text.contains("has changed since it was read"), "{text}");
    assert_eq!(shop.caller.get(&at).await.body, answers[0].body);
}

#[tokio::test]
async fn an_address_can_be_changed_to_one_that_is_free() {
    let shop = Shop::open().await;
    let ada = shop.user("ada").await;
    shop.user("eve").await;
    let at = path(&ada, "");
    let taken = shop
        .caller
        .patch(&at, "1", &json!({ "email": "eve@example.com" }))
        .await;
    assert_eq!(taken.error().0, 409);
    let moved = shop
        .caller
        .patch(&at, "1", &json!({ "email": "Ada@l.org" }))
        .await;
    assert_eq!(
        (moved.status, &moved.body["email"]),
        (200, &json!("ada@l.org"))
    );
    shop.user("ada").await;
}

#[tokio::test]
async fn a_change_keeps_the_rules_and_sets_no_role() {
    let shop = Shop::open().await;
    let ada = shop.user("ada").await;
    for (body, status) in [
        (json!({ "name": " " }), 422),
        (json!({ "name": null }), 400),
        (json!({ "role": "admin" }), 400),
        (json!({ "version": 9 }), 400),
    ] {
        let answer = shop.caller.patch(&path(&ada, ""), "1", &body).await;
        assert_eq!(answer.error().0, status, "{body}: {answer:?}");
    }
    assert_eq!(shop.caller.get(&path(&ada, "")).await.body, ada);
}
