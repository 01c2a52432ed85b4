//! Cursors work for the query they come from and for no other.

use dynamite::{Client, Cursor, CursorProblem, Error, ErrorKind, Ulid};
use dynamite_sample::models::{OrderStatus, Orders, order};

use super::{order_id, orders, totals, user};
use crate::support::{Bed, ORDERS, Proxied};

/// A cursor in the middle of a user's orders.
async fn cursor(db: &Client) -> Cursor {
    let page = Orders::new(db).query(user()).limit(2).page(None).await;
    page.unwrap().cursor.unwrap()
}

fn problem(error: &Error) -> CursorProblem {
    match error.kind() {
        ErrorKind::Cursor(problem) => *problem,
        kind => panic!("another error: {kind:?}"),
    }
}

#[tokio::test]
async fn a_cursor_of_another_query_is_refused_before_any_request() {
    let bed = Proxied::with(ORDERS).await;
    orders(&bed.direct, 5).await;
    let cursor = cursor(&bed.direct).await;
    let here = Orders::new(&bed.db);
    let elsewhere = Orders::new(&bed.db.clone().with_table_prefix("tenant-"));
    let another = Ulid::from_parts(2, 2);

    let errors = [
        here.query(another).page(Some(&cursor)).await.err(),
        here.query(user())
            .descending()
            .page(Some(&cursor))
            .await
            .err(),
        here.query(user())
            .sort_gt(order_id(1))
            .page(Some(&cursor))
            .await
            .err(),
        here.query(user())
            .filter(order::total().ge(1))
            .page(Some(&cursor))
            .await
            .err(),
        here.by_status(OrderStatus::Paid)
            .page(Some(&cursor))
            .await
            .err(),
        here.by_total(user()).page(Some(&cursor)).await.err(),
        here.scan().page(Some(&cursor)).await.err(),
        elsewhere.query(user()).page(Some(&cursor)).await.err(),
    ];

    for (number, error) in errors.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("query {number} took the cursor"));
        assert_eq!(problem(&error), CursorProblem::OtherQuery, "query {number}");
    }
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_filter_with_another_value_is_another_query() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 5).await;
    let from = |total: u32| orders.query(user()).filter(order::total().ge(total));
    let cursor = from(1).limit(2).page(None).await.unwrap().cursor.unwrap();
    let error = from(2).page(Some(&cursor)).await.unwrap_err();
    assert_eq!(problem(&error), CursorProblem::OtherQuery);
    let page = from(1).page(Some(&cursor)).await.unwrap();
    assert_eq!(totals(&page.items), [3, 4]);
}

#[tokio::test]
async fn the_limit_and_consistency_may_change_between_pages() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 5).await;
    let cursor = cursor(&bed.db).await;
    let query = orders.query(user()).consistent().limit(1);
    let page = query.page(Some(&cursor)).await.unwrap();
    assert_eq!(totals(&page.items), [2]);
}

#[tokio::test]
async fn a_cursor_with_any_byte_changed_is_refused() {
    let bed = Proxied::with(ORDERS).await;
    orders(&bed.direct, 5).await;
    for db in [bed.db.clone(), bed.db.clone().with_cursor_key([7; 32])] {
        let cursor = cursor(&db).await;
        let before = bed.proxy.counts().all_requests();
        for index in 0..cursor.len() {
            let mut text = cursor.to_string().into_bytes();
            text[index] = if text[index] == b'x' { b'y' } else { b'x' };
            let text = String::from_utf8(text).unwrap();
            let page = Orders::new(&db).query(user()).page(Some(&text)).await;
            assert!(
                matches!(page.unwrap_err().kind(), ErrorKind::Cursor(_)),
                "{index}"
            );
        }
        assert_eq!(bed.proxy.counts().all_requests(), before);
    }
}

#[tokio::test]
async fn what_is_no_cursor_is_refused() {
    let bed = Bed::empty().await;
    for text in ["", "v1.", "v1.!", "v2.AAAA", "null", "v1.AAAA", "\u{0}"] {
        let page = Orders::new(&bed.db).query(user()).page(Some(text)).await;
        assert_eq!(
            problem(&page.unwrap_err()),
            CursorProblem::Malformed,
            "{text:?}"
        );
    }
}

#[tokio::test]
async fn a_sealed_cursor_is_read_with_its_own_key_only() {
    let bed = Bed::with(ORDERS).await;
    orders(&bed.db, 5).await;
    let sealing = |key| bed.db.clone().with_cursor_key([key; 32]);
    let (plain, sealed) = (cursor(&bed.db).await, cursor(&sealing(1)).await);
    let read =
        async |db: &Client, cursor: &Cursor| Orders::new(db).query(user()).page(Some(cursor)).await;

    let page = read(&sealing(1), &sealed).await.unwrap();
    assert_eq!(totals(&page.items), [2, 3, 4]);
    for (db, cursor, expected) in [
        (sealing(2), &sealed, CursorProblem::Malformed),
        (bed.db.clone(), &sealed, CursorProblem::Sealed),
        (sealing(1), &plain, CursorProblem::NotSealed),
    ] {
        assert_eq!(problem(&read(&db, cursor).await.unwrap_err()), expected);
    }
}

#[tokio::test]
async fn only_an_unsealed_cursor_shows_the_key_values() {
    let bed = Bed::with(crate::support::PRODUCTS).await;
    let skus = ["lamp-number-1", "lamp-number-2"];
    super::products(&bed.db, skus).await;
    let shows = async |db: &Client| {
        let products = dynamite_sample::models::Products::new(db);
        let page = products.query("north").limit(1).page(None).await.unwrap();
        let cursor = page.cursor.unwrap();
        // Base64 of the sku, at any of the three alignments.
        ["bGFtcC1udW1iZXIt", "xhbXAtbnVtYmVyL", "sYW1wLW51bWJlci"]
            .iter()
            .any(|part| cursor.contains(part))
    };
    assert!(shows(&bed.db).await);
    assert!(!shows(&bed.db.clone().with_cursor_key([7; 32])).await);
}
