//! `POST /users/{id}/orders`.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Answer, Shop, path};

async fn order(shop: &Shop, user: &Value, quantity: u32) -> Answer {
    let body = json!({ "sku": "lamp", "quantity": quantity });
    shop.caller.post(&path(user, "/orders"), &body).await
}

/// The orders of a user, the latest first.
async fn orders(shop: &Shop, user: &Value) -> Vec<Value> {
    let answer = shop.caller.get(&path(user, "/with-orders")).await;
    assert_eq!((answer.status, &answer.body["user"]), (200, user));
    answer.body["orders"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_order_takes_pieces_until_there_are_too_few() {
    let shop = Shop::open().await;
    let ada = shop.user("ada").await;
    shop.product("lamp", 3).await;
    assert_eq!(orders(&shop, &ada).await, [] as [Value; 0]);

    let first = order(&shop, &ada, 2).await;
    assert_eq!((first.status, &first.body["user_id"]), (201, &ada["id"]));
    let refused = order(&shop, &ada, 2).await;
    let (status, text) = refused.error();
    assert_eq!(status, 422);
    assert!(
        text.starts_with("Product: `stock` must be at least 0"),
        "{text}"
    );
    let second = order(&shop, &ada, 1).await;
    assert_eq!(orders(&shop, &ada).await, [second.body, first.body]);
}

#[tokio::test]
async fn of_several_at_once_one_gets_the_last_piece() {
    let shop = Shop::open().await;
    shop.product("lamp", 1).await;
    let names: Vec<_> = (0..5).map(|number| format!("user{number}")).collect();
    let users = join_all(names.iter().map(|name| shop.user(name))).await;
    let answers = join_all(users.iter().map(|user| order(&shop, user, 1))).await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422, 422, 422], "{answers:?}");
    let lists = join_all(users.iter().map(|user| orders(&shop, user))).await;
    assert_eq!(lists.concat().len(), 1);
}

#[tokio::test]
async fn a_user_and_a_product_are_needed() {
    let shop = Shop::open().await;
    let ada = shop.user("ada").await;
    let nothing = order(&shop, &ada, 1).await;
    assert_eq!(nothing.error(), (404, "there is no Product sku = \"lamp\""));
    shop.product("lamp", 1).await;
    let nobody = json!({ "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    let answer = order(&shop, &nobody, 1).await;
    let text = "there is no User id = \"01ARZ3NDEKTSV4RRFFQ69G5FAV\"";
    assert_eq!(answer.error(), (404, text));
    // The piece is still there.
    assert_eq!(order(&shop, &ada, 1).await.status, 201);
}

#[tokio::test]
async fn an_order_is_for_the_user_in_the_path() {
    let shop = Shop::open().await;
    let (ada, eve) = (shop.user("ada").await, shop.user("eve").await);
    shop.product("lamp", 1).await;
    let body = json!({ "sku": "lamp", "quantity": 1, "user_id": ada["id"] });
    for user in [&ada, &eve] {
        let answer = shop.caller.post(&path(user, "/orders"), &body).await;
        let (status, text) = answer.error();
        assert_eq!(status, 400);
        assert!(text.starts_with("unknown field `user_id`"), "{text}");
    }
    let none = order(&shop, &eve, 0).await;
    assert_eq!(none.error(), (422, "Order: `quantity` must be at least 1"));
}
