//! Changes inside lists and sets.

use dynamite_sample::models::{Orders, Users, order, user};

use super::{lines, order_with, stored_order, stored_skus};
use crate::support::{Bed, ORDERS, USERS, ada, s, ss, stored, user_key};

#[tokio::test]
async fn append_and_prepend_keep_the_order_of_elements() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let order = order_with(&bed.db, lines(["c"])).await;

    let update = orders
        .update(&order)
        .append(order::lines(), lines(["d", "e"]));
    update.await.unwrap();
    let update = orders
        .update(&order)
        .prepend(order::lines(), lines(["a", "b"]));
    let updated = update.await.unwrap();

    assert_eq!(updated.lines, lines(["a", "b", "c", "d", "e"]));
    assert_eq!(
        stored_skus(&bed.db, &order).await,
        ["a", "b", "c", "d", "e"]
    );
}

#[tokio::test]
async fn append_makes_an_absent_list() {
    let bed = Bed::with(ORDERS).await;
    let order = order_with(&bed.db, lines(["a"])).await;
    let mut item = stored_order(&bed.db, &order).await;
    item.remove("lines");
    crate::support::raw_put(&bed.db, "orders", item).await;

    let update = Orders::new(&bed.db).update(&order);
    update.append(order::lines(), lines(["b"])).await.unwrap();

    assert_eq!(stored_skus(&bed.db, &order).await, ["b"]);
}

#[tokio::test]
async fn remove_at_means_the_list_as_it_was() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let order = order_with(&bed.db, lines(["a", "b", "c", "d"])).await;

    let update = orders.update(&order).remove_at(order::lines(), 0);
    update.remove_at(order::lines(), 2).await.unwrap();
    assert_eq!(stored_skus(&bed.db, &order).await, ["b", "d"]);

    let behind_the_end = orders.update(&order).remove_at(order::lines(), 9);
    assert_eq!(behind_the_end.await.unwrap().lines, lines(["b", "d"]));
}

#[tokio::test]
async fn an_element_is_set_and_one_behind_the_end_is_appended() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let order = order_with(&bed.db, lines(["a", "b"])).await;
    let set = async |index, sku| {
        let line = crate::support::line(sku, 1);
        let update = orders.update(&order).set(order::lines().at(index), line);
        update.await.unwrap();
    };
    set(1, "B").await;
    set(9, "c").await;
    assert_eq!(stored_skus(&bed.db, &order).await, ["a", "B", "c"]);
}

#[tokio::test]
async fn insert_and_discard_change_members() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    let tags = async || {
        let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
        stored.get("tags").cloned()
    };

    users
        .update(&ada)
        .insert(user::tags(), ["b", "a", "b"])
        .await
        .unwrap();
    assert_eq!(tags().await, Some(ss(["a", "b"])));
    users
        .update(&ada)
        .insert(user::tags(), ["c", "a"])
        .await
        .unwrap();
    assert_eq!(tags().await, Some(ss(["a", "b", "c"])));
    users
        .update(&ada)
        .discard(user::tags(), ["b", "x"])
        .await
        .unwrap();
    assert_eq!(tags().await, Some(ss(["a", "c"])));
    let last = users
        .update(&ada)
        .discard(user::tags(), ["a", "c"])
        .await
        .unwrap();
    assert_eq!(tags().await, None);
    assert!(last.tags.is_empty());
}

#[tokio::test]
async fn no_members_and_no_elements_change_nothing() {
    let bed = Bed::with(ORDERS).await;
    bed.db.sync(USERS).await.unwrap();
    let ada = ada(&bed.db).await;
    let before = stored(&bed.db, "users", user_key(&ada)).await;
    let nobody: [&str; 0] = [];
    let update = Users::new(&bed.db)
        .update(&ada)
        .insert(user::tags(), nobody);
    update.discard(user::tags(), nobody).await.unwrap();
    assert_eq!(stored(&bed.db, "users", user_key(&ada)).await, before);

    let order = order_with(&bed.db, lines(["a"])).await;
    let update = Orders::new(&bed.db).update(&order);
    update.append(order::lines(), lines([])).await.unwrap();
    assert_eq!(stored_skus(&bed.db, &order).await, ["a"]);
}

#[tokio::test]
async fn setting_an_empty_set_removes_the_attribute() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.db).await;
    users
        .update(&ada)
        .insert(user::tags(), ["a"])
        .await
        .unwrap();
    let empty = std::collections::BTreeSet::new();
    users.update(&ada).set(user::tags(), empty).await.unwrap();
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert!(!stored.contains_key("tags"));
}

#[tokio::test]
async fn entries_of_a_map_are_set_and_removed() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let order = order_with(&bed.db, lines([])).await;
    let update = orders
        .update(&order)
        .set(order::notes().key("dots.and spaces"), "x");

    let updated = update.remove(order::notes().key("gift")).await.unwrap();

    assert_eq!(
        updated.notes,
        [("dots.and spaces".to_owned(), "x".to_owned())].into()
    );
    let stored = stored_order(&bed.db, &order).await;
    assert_eq!(
        stored["notes"],
        crate::support::m([("dots.and spaces", s("x"))])
    );
}
