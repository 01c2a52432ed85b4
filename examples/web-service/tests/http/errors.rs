//! What is wrong with a request, and is not about one route.

use axum::http::Request;
use serde_json::json;

use crate::support::Shop;

const NOBODY: &str = "/users/01ARZ3NDEKTSV4RRFFQ69G5FAV";

#[tokio::test]
async fn malformed_bodies_are_bad_requests() {
    let shop = Shop::open().await;
    for body in [
        "",
        "{",
        "[]",
        "null",
        r#"{ "email": 7 }"#,
        r#"{ "name": "Ada" }"#,
    ] {
        let answer = shop.caller.post_text("/users", body).await;
        assert_eq!(answer.error().0, 400, "{body}: {answer:?}");
    }
}

#[tokio::test]
async fn who_is_not_there_is_not_found() {
    let shop = Shop::open().await;
    let caller = &shop.caller;
    for rest in ["", "/with-orders"] {
        let answer = caller.get(&format!("{NOBODY}{rest}")).await;
        assert_eq!(answer.error().0, 404);
    }
    let answer = caller.patch(NOBODY, "1", &json!({ "name": "Ada" })).await;
    assert_eq!(answer.error().0, 404);
}

#[tokio::test]
async fn a_path_without_an_id_is_a_bad_request() {
    let shop = Shop::open().await;
    let answer = shop.caller.get("/users/ada").await;
    let (status, text) = answer.error();
    assert_eq!(status, 400);
    assert!(text.contains("not the text of a key of User"), "{text}");
}

#[tokio::test]
async fn changes_need_a_version() {
    let shop = Shop::open().await;
    let request = Request::patch(shop.caller.at(NOBODY));
    assert_eq!(shop.caller.send(request, "{}").await.error().0, 428);
    for version in ["", "*", "-1", "one"] {
        let answer = shop.caller.patch(NOBODY, version, &json!({})).await;
        assert_eq!(answer.error().0, 400, "{version}: {answer:?}");
    }
}
