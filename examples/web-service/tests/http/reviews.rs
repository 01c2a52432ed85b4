//! `POST /reviews`, `GET /reviews/{key}`.

use serde_json::json;

use crate::support::Shop;

#[tokio::test]
async fn a_review_is_at_the_key_that_its_answer_names() {
    let shop = Shop::open().await;
    let authors = [
        "Ada", "a/b", "..", ".", "100%", "%2F", "~2F", "a,b", "é + ?#", "\u{0}\n", "a\\b",
    ];
    for author in authors {
        let body = json!({ "sku": "lamp", "author": author, "text": "Bright." });
        let posted = shop.caller.post("/reviews", &body).await;
        assert_eq!((posted.status, &posted.body), (201, &body));
        let location = posted.location.unwrap();
        let read = shop.caller.get(&location).await;
        assert_eq!((read.status, &read.body), (200, &body), "{location}");
    }
}

#[tokio::test]
async fn another_text_is_an_error_that_says_what_is_wrong() {
    let shop = Shop::open().await;
    for (key, reason) in [
        ("lamp", "not two parts joined by `,`"),
        ("lamp,%C3%A9", "`author`: `é` has to be written as `~C3~A9`"),
        ("lamp,a%2Fb", "`author`: `/` has to be written as `~2F`"),
        ("lamp,~41", "`author`: `~41` has to be written as `A`"),
    ] {
        let answer = shop.caller.get(&format!("/reviews/{key}")).await;
        let (status, text) = answer.error();
        assert_eq!(status, 400);
        assert!(text.contains(reason), "{text}");
    }
}
