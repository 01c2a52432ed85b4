//! Items that cannot be read fail themselves and no others.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{Client, ErrorKind};
use dynamite_sample::models::{Order, Orders};
use futures_util::StreamExt as _;

use super::{order_id, orders, totals, user};
use crate::support::{Bed, ORDERS, Proxied, item, l, m, n, raw_put, s, stored};

/// Four orders, of which the second has a text where a number belongs.
async fn with_a_bad_one(db: &Client) -> Orders {
    let orders = orders(db, 4).await;
    let line = m([("sku", s("lamp")), ("quantity", s("many")), ("price", n(1))]);
    spoil(db, 1, "lines", l([line])).await;
    orders
}

async fn spoil(db: &Client, number: u64, name: &str, value: AttributeValue) {
    let key = [("user_id", s(user())), ("id", s(order_id(number)))];
    let mut bad = stored(db, "orders", key).await.unwrap();
    bad.insert(name.to_owned(), value);
    raw_put(db, "orders", bad).await;
}

#[tokio::test]
async fn a_page_has_the_others_and_says_what_is_wrong() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;

    let page = orders.query(user()).page(None).await.unwrap();

    assert_eq!(totals(&page.items), [0, 2, 3]);
    let [bad] = &page.bad[..] else {
        panic!("{:?}", page.bad);
    };
    assert_eq!(bad.model(), "Order");
    assert_eq!(bad.attribute(), "lines[0].quantity");
    assert!(
        bad.key().unwrap().contains(&order_id(1).to_string()),
        "{bad}"
    );
    assert!(bad.found().contains("many"), "{bad}");
    assert!(
        bad.expected().contains('N') || bad.expected().contains("u32"),
        "{bad}"
    );
}

#[tokio::test]
async fn all_fails_after_reading_with_what_could_be_read() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;

    let error = orders.query(user()).all().await.unwrap_err();

    let text = error.to_string();
    assert!(
        text.contains("1 of 4") && text.contains("skip_bad"),
        "{text}"
    );
    let ErrorKind::BadItems { read, bad } = error.into_kind() else {
        panic!("another error: {text}");
    };
    assert_eq!(totals(read.get::<Order>().unwrap()), [0, 2, 3]);
    assert_eq!(bad.len(), 1);
}

#[tokio::test]
async fn skip_bad_leaves_them_out() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;
    let query = orders.query(user()).skip_bad();
    assert_eq!(totals(&query.clone().all().await.unwrap()), [0, 2, 3]);
    let streamed = query.stream().map(Result::unwrap).collect::<Vec<_>>().await;
    assert_eq!(totals(&streamed), [0, 2, 3]);
    let scanned = orders.scan().skip_bad().all().await.unwrap();
    assert_eq!(totals(&scanned), [0, 2, 3]);
}

#[tokio::test]
async fn a_stream_has_an_error_for_a_bad_item_and_goes_on() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;
    let results: Vec<_> = orders.query(user()).stream().collect().await;
    let good: Vec<_> = results.iter().filter_map(|it| it.as_ref().ok()).collect();
    assert_eq!(totals(good), [0, 2, 3]);
    let errors: Vec<_> = results.iter().filter_map(|it| it.as_ref().err()).collect();
    assert_eq!(errors.len(), 1);
    assert!(matches!(errors[0].kind(), ErrorKind::Decode(_)));
}

#[tokio::test]
async fn pages_go_on_behind_a_bad_item() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;
    let query = orders.query(user()).limit(2);
    let page = query.clone().page(None).await.unwrap();
    assert_eq!((page.items.len(), page.bad.len()), (1, 1));
    let page = query.page(page.cursor.as_deref()).await.unwrap();
    assert_eq!(totals(&page.items), [2, 3]);
}

#[tokio::test]
async fn what_is_skipped_does_not_count_towards_the_limit() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;
    for number in [0, 3] {
        spoil(&bed.db, number, "status", s("lost")).await;
    }
    let query = || orders.query(user()).skip_bad();
    assert_eq!(
        query().first().await.unwrap().map(|it| it.id),
        Some(order_id(2))
    );
    let last = query().descending().first().await.unwrap();
    assert_eq!(last.map(|it| it.id), Some(order_id(2)));
    for limit in [1, 2] {
        let all = query().limit(limit).all().await.unwrap();
        assert_eq!(totals(&all), [2], "limit {limit}");
    }
    let scan = orders.scan().skip_bad().limit(1);
    assert_eq!(totals(&scan.clone().all().await.unwrap()), [2]);
    assert_eq!(totals(&scan.segments(2).all().await.unwrap()), [2]);

    // A page says what it skipped.
    let page = query().limit(1).page(None).await.unwrap();
    assert_eq!((totals(&page.items), page.bad.len()), (vec![2], 2));
    let page = query().limit(1).page(page.cursor.as_deref()).await.unwrap();
    assert_eq!((totals(&page.items), page.bad.len()), (vec![], 1));
    assert!(page.cursor.is_none());
}

#[tokio::test]
async fn without_skipping_the_first_item_is_the_first_one() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;
    let from_the_bad_one = orders.query(user()).sort_ge(order_id(1));
    let error = from_the_bad_one.first().await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::BadItems { .. }),
        "{error}"
    );
}

#[tokio::test]
async fn many_that_are_skipped_are_passed_in_few_requests() {
    let bed = Proxied::with(ORDERS).await;
    orders(&bed.direct, 40).await;
    for number in 0..39 {
        spoil(&bed.direct, number, "status", s("lost")).await;
    }
    let query = Orders::new(&bed.db).query(user()).skip_bad();
    assert_eq!(
        query.first().await.unwrap().map(|it| it.id),
        Some(order_id(39))
    );
    assert!(
        bed.proxy.counts().all_requests() <= 4,
        "{:?}",
        bed.proxy.counts()
    );
}

#[tokio::test]
async fn a_get_of_a_bad_item_names_it() {
    let bed = Bed::with(ORDERS).await;
    let orders = with_a_bad_one(&bed.db).await;
    let error = orders.get((user(), order_id(1))).await.unwrap_err();
    let text = error.to_string();
    for part in ["Order", &order_id(1).to_string(), "lines[0].quantity"] {
        assert!(text.contains(part), "{part} is not in: {text}");
    }
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn what_is_absent_or_unknown_or_out_of_range_is_said() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 3).await;
    raw_put(
        &bed.db,
        "orders",
        item([("user_id", s(user())), ("id", s(order_id(0)))]),
    )
    .await;
    spoil(&bed.db, 1, "status", s("lost")).await;
    let line = m([
        ("sku", s("x")),
        ("quantity", n("4294967296")),
        ("price", n(1)),
    ]);
    spoil(&bed.db, 2, "lines", l([line])).await;

    let page = orders.query(user()).page(None).await.unwrap();

    assert_eq!(page.items, []);
    let told: Vec<_> = page
        .bad
        .iter()
        .map(|bad| (bad.attribute(), bad.found()))
        .collect();
    assert_eq!(told[0].0, "total");
    assert!(told[0].1.contains("absent"), "{told:?}");
    assert_eq!(told[1].0, "status");
    assert!(told[1].1.contains("lost"), "{told:?}");
    assert_eq!(told[2].0, "lines[0].quantity");
    assert!(told[2].1.contains("4294967296"), "{told:?}");
}
