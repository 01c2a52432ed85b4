//! `GET /users/{id}/orders`.

use serde_json::{Value, json};

use crate::support::{Shop, path};

/// A user with this many orders, and the orders.
async fn user_with_orders(shop: &Shop, name: &str, count: u32) -> (Value, Vec<Value>) {
    let user = shop.user(name).await;
    shop.product(name, count).await;
    let mut orders = Vec::new();
    for _ in 0..count {
        let body = json!({ "sku": name, "quantity": 1 });
        orders.push(shop.created(&path(&user, "/orders"), body).await);
    }
    (user, orders)
}

#[tokio::test]
async fn pages_have_every_order_once_in_order() {
    let shop = Shop::open().await;
    let (ada, placed) = user_with_orders(&shop, "ada", 5).await;
    user_with_orders(&shop, "eve", 2).await;
    let all = shop.caller.get(&path(&ada, "/orders")).await;
    assert_eq!(all.body, json!({ "orders": placed, "cursor": null }));

    let (mut read, mut sizes) = (Vec::new(), Vec::new());
    let mut at = path(&ada, "/orders?limit=2");
    loop {
        let page = shop.caller.get(&at).await;
        assert_eq!(page.status, 200, "{page:?}");
        let orders = page.body["orders"].as_array().unwrap();
        sizes.push(orders.len());
        read.extend(orders.iter().cloned());
        let Some(cursor) = page.body["cursor"].as_str() else {
            break;
        };
        at = path(&ada, &format!("/orders?limit=2&cursor={cursor}"));
    }
    assert_eq!((read, sizes), (placed, vec![2, 2, 1]));
}

#[tokio::test]
async fn cursors_that_were_changed_or_are_of_another_user_are_refused() {
    let shop = Shop::open().await;
    let (ada, _) = user_with_orders(&shop, "ada", 2).await;
    let (eve, _) = user_with_orders(&shop, "eve", 2).await;
    let page = shop.caller.get(&path(&ada, "/orders?limit=1")).await;
    let cursor = page.body["cursor"].as_str().unwrap();
    let id = ada["id"].as_str().unwrap();
    assert!(!cursor.contains(id), "{cursor}");

    let with = |user: &Value, cursor: &str| path(user, &format!("/orders?cursor={cursor}"));
    let middle = cursor.len() / 2;
    let other = if cursor.as_bytes()[middle] == b'A' {
        "B"
    } else {
        "A"
    };
    let altered = format!("{}{other}{}", &cursor[..middle], &cursor[middle + 1..]);
    for at in [
        with(&ada, &altered),
        with(&ada, &cursor[..middle]),
        with(&ada, "v1.AAAA"),
        with(&ada, "ada"),
        with(&eve, cursor),
    ] {
        let answer = shop.caller.get(&at).await;
        let expected = (400, "the cursor is not of this query: begin without one");
        assert_eq!(answer.error(), expected, "{at}");
    }
    assert_eq!(shop.caller.get(&with(&ada, cursor)).await.status, 200);
}

#[tokio::test]
async fn limits_are_numbers_above_zero() {
    let shop = Shop::open().await;
    let ada = shop.user("ada").await;
    for limit in ["0", "-1", "many", ""] {
        let answer = shop
            .caller
            .get(&path(&ada, &format!("/orders?limit={limit}")))
            .await;
        assert_eq!(answer.error().0, 400, "{limit}: {answer:?}");
    }
    let answer = shop.caller.get(&path(&ada, "/orders?limit=1000000")).await;
    assert_eq!(answer.status, 200);
}
