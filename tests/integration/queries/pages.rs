//! Page after page, nothing is lost and nothing comes twice.

use dynamite::ops::Query;
use dynamite_sample::models::{Order, OrderStatus, Orders, order};
use dynamite_testkit::{Fault, Operation};
use futures_util::TryStreamExt as _;

use super::{orders, totals, user};
use crate::support::{Bed, ORDERS, Proxied};

const ITEMS: u64 = 23;

/// Reads everything through cursors, in pages of this size at most.
async fn paged<I, S>(query: Query<I, S>, size: usize) -> Vec<Order>
where
    I: dynamite::model::Index<Model = Order, Row = Order>,
{
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let page = query.clone().limit(size).page(cursor.as_deref()).await;
        let page = page.unwrap();
        assert!(page.items.len() <= size);
        items.extend(page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            return items;
        }
    }
}

#[tokio::test]
async fn pages_of_any_size_make_up_the_whole() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, ITEMS).await;
    let up: Vec<_> = (0..ITEMS).collect();
    let down: Vec<_> = (0..ITEMS).rev().collect();
    for size in [1, 2, 3, 7, 22, 23, 24, 100] {
        let read = paged(orders.query(user()), size).await;
        assert_eq!(totals(&read), up, "pages of {size}");
        let read = paged(orders.query(user()).descending(), size).await;
        assert_eq!(totals(&read), down, "pages of {size}, descending");
        let read = paged(orders.by_status(OrderStatus::Pending), size).await;
        let mut read = totals(&read);
        read.sort_unstable();
        assert_eq!(read, up, "pages of {size}, index");
    }
}

#[tokio::test]
async fn pages_that_are_cut_within_what_dynamodb_returned_go_on_behind_the_cut() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, ITEMS).await;
    // With a filter more is read than wanted, and the page is cut in the middle of it.
    let even: Vec<_> = (0..ITEMS).step_by(2).collect();
    let is_even = order::total().is_in((0..100u32).step_by(2));
    for size in [1, 2, 3, 5] {
        let query = orders.query(user()).filter(is_even.clone());
        assert_eq!(totals(&paged(query, size).await), even, "pages of {size}");
        let query = orders
            .by_status(OrderStatus::Pending)
            .filter(is_even.clone());
        let mut read = totals(&paged(query, size).await);
        read.sort_unstable();
        assert_eq!(read, even, "pages of {size}, index");
    }
}

#[tokio::test]
async fn items_with_the_same_index_key_are_told_apart() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let placed_at = dynamite::Timestamp::UNIX_EPOCH;
    for total in 0..ITEMS {
        let new = crate::support::new_order(user(), total).placed_at(placed_at);
        orders.create(new).await.unwrap();
    }
    let query = orders.by_status(OrderStatus::Pending).sort_eq(placed_at);
    let mut read = totals(&paged(query, 2).await);
    read.sort_unstable();
    assert_eq!(read, (0..ITEMS).collect::<Vec<_>>());
}

#[tokio::test]
async fn short_and_empty_pages_of_dynamodb_are_read_on() {
    let bed = Proxied::with(ORDERS).await;
    orders(&bed.direct, ITEMS).await;
    let orders = Orders::new(&bed.db);
    let up: Vec<_> = (0..ITEMS).collect();
    let on_queries = || bed.proxy.on(Operation::Query);

    on_queries().always().fail(Fault::ShortPage { limit: 4 });
    assert_eq!(totals(&orders.query(user()).all().await.unwrap()), up);
    let page = orders.query(user()).limit(9).page(None).await.unwrap();
    assert_eq!(totals(&page.items), up[..9]);
    bed.proxy.clear();

    on_queries().fail(Fault::EmptyPage);
    let page = orders.query(user()).page(None).await.unwrap();
    assert_eq!(totals(&page.items), up);
    on_queries().fail(Fault::EmptyPage);
    let streamed: Vec<_> = orders.query(user()).stream().try_collect().await.unwrap();
    assert_eq!(totals(&streamed), up);
}

#[tokio::test]
async fn a_stream_asks_for_the_next_page_only_when_it_is_needed() {
    use futures_util::StreamExt as _;
    let bed = Proxied::with(ORDERS).await;
    orders(&bed.direct, 6).await;
    let short = Fault::ShortPage { limit: 2 };
    bed.proxy.on(Operation::Query).always().fail(short);
    let stream = Orders::new(&bed.db).query(user()).stream();
    let mut stream = std::pin::pin!(stream);
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    for (number, requests) in [(0, 1), (1, 1), (2, 2)] {
        let order = stream.next().await.unwrap().unwrap();
        assert_eq!(totals([&order]), [number]);
        assert_eq!(bed.proxy.counts().all_requests(), requests);
    }
}

#[tokio::test]
async fn items_that_come_and_go_between_pages_move_no_others() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 6).await;
    let query = orders.query(user()).limit(3);
    let page = query.clone().page(None).await.unwrap();
    // Also the very item that the cursor stands behind.
    orders.delete((user(), super::order_id(2))).await.unwrap();
    orders.delete((user(), super::order_id(0))).await.unwrap();
    let page = query.page(page.cursor.as_deref()).await.unwrap();
    assert_eq!(totals(&page.items), [3, 4, 5]);
}
