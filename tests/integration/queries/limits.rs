//! Limits count what is returned.

use dynamite::expr::ExpressionError;
use dynamite::{Error, ErrorKind};
use dynamite_sample::models::{OrderStatus, Posts, order, post};
use dynamite_testkit::Operation;

use super::{orders, totals, user};
use crate::support::{Bed, ORDERS, Proxied};

#[tokio::test]
async fn a_page_has_as_many_items_as_the_limit_says_whatever_the_filter_drops() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 60).await;
    let query = orders
        .query(user())
        .filter(order::total().is_in((0..60u32).step_by(13)));

    let page = query.clone().limit(3).page(None).await.unwrap();
    assert_eq!(totals(&page.items), [0, 13, 26]);
    let cursor = page.cursor.unwrap();
    let page = query.limit(3).page(Some(&cursor)).await.unwrap();
    assert_eq!(totals(&page.items), [39, 52]);
    assert!(page.cursor.is_none());
}

#[tokio::test]
async fn a_limit_without_a_filter_is_what_dynamodb_reads() {
    let bed = Proxied::with(ORDERS).await;
    orders(&bed.direct, 10).await;
    let through = dynamite_sample::models::Orders::new(&bed.db);
    let page = through.query(user()).limit(4).page(None).await.unwrap();
    assert_eq!(totals(&page.items), [0, 1, 2, 3]);
    let log = bed.proxy.log();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].body["Limit"], 4);
    assert_eq!(bed.proxy.counts().requests_of(Operation::Scan), 0);
}

#[tokio::test]
async fn all_and_streams_end_at_the_limit() {
    use futures_util::TryStreamExt as _;
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 9).await;
    let odd = order::total().is_in([1u32, 3, 5, 7]);
    let query = orders.query(user()).filter(odd).limit(3);
    assert_eq!(totals(&query.clone().all().await.unwrap()), [1, 3, 5]);
    let streamed: Vec<_> = query.stream().try_collect().await.unwrap();
    assert_eq!(totals(&streamed), [1, 3, 5]);
    let none = orders.query(user()).limit(0);
    assert_eq!(none.all().await.unwrap(), []);
}

#[tokio::test]
async fn a_page_of_no_items_is_refused_because_it_would_look_like_the_last() {
    let bed = Proxied::with(ORDERS).await;
    let orders = dynamite_sample::models::Orders::new(&bed.db);
    let is_empty = |error: Error| {
        let kind = error.kind();
        matches!(kind, ErrorKind::Expression(ExpressionError::EmptyPage))
    };
    let of_user = || order::user_id().eq(user());
    let query = orders.query(user()).limit(0);
    assert!(is_empty(query.clone().page(None).await.unwrap_err()));
    assert!(is_empty(
        query.select((order::id(),)).page(None).await.unwrap_err()
    ));
    let by_status = orders.by_status(OrderStatus::Paid).limit(0);
    assert!(is_empty(by_status.page(None).await.unwrap_err()));
    assert!(is_empty(
        orders.scan().limit(0).page(None).await.unwrap_err()
    ));
    let find = orders.find(of_user()).limit(0);
    assert!(is_empty(find.page(None).await.unwrap_err()));
    let posts = Posts::new(&bed.db).scan().limit(0).include(post::author());
    assert!(is_empty(posts.page(None).await.unwrap_err()));

    let update = || orders.update_where(of_user()).add(order::total(), 1);
    assert!(is_empty(update().limit(0).partial().await.unwrap_err()));
    // Where nothing is to go on from, none is none.
    assert_eq!(update().limit(0).await.unwrap(), 0);
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_limit_beyond_the_end_has_no_cursor() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 3).await;
    let page = orders.query(user()).limit(4).page(None).await.unwrap();
    assert_eq!((page.items.len(), page.cursor), (3, None));
}
