//! Conditions on sort keys, and the order of what they find.

use dynamite::model::TableDescriptor;
use dynamite::ops::Query;
use dynamite_sample::models::{NewPhoto, Photos, order, product, tables};

use super::{order_id, orders, products, totals, user};
use crate::support::{Bed, ORDERS, PRODUCTS, new_order, new_product};

static PHOTOS: &[&TableDescriptor] = &[&tables::PHOTOS];

async fn skus(query: Query<product::Primary, ()>) -> Vec<String> {
    let products = query.all().await.unwrap();
    products.into_iter().map(|it| it.sku).collect()
}

#[tokio::test]
async fn every_condition_finds_what_it_says() {
    let bed = Bed::with(PRODUCTS).await;
    let products = products(&bed.db, ["a", "aa", "ab", "b", "c"]).await;
    products.create(new_product("south", "ab")).await.unwrap();
    let north = || products.query("north");

    assert_eq!(skus(north().sort_eq("ab")).await, ["ab"]);
    assert_eq!(skus(north().sort_lt("ab")).await, ["a", "aa"]);
    assert_eq!(skus(north().sort_le("ab")).await, ["a", "aa", "ab"]);
    assert_eq!(skus(north().sort_gt("ab")).await, ["b", "c"]);
    assert_eq!(skus(north().sort_ge("ab")).await, ["ab", "b", "c"]);
    assert_eq!(
        skus(north().sort_between("aa", "b")).await,
        ["aa", "ab", "b"]
    );
    assert_eq!(skus(north().sort_begins_with("a")).await, ["a", "aa", "ab"]);
    assert_eq!(skus(north().sort_eq("x")).await, [""; 0]);
}

#[tokio::test]
async fn literals_are_values_as_in_conditions() {
    let bed = Bed::with(PHOTOS).await;
    let photos = Photos::new(&bed.db);
    for width in [100, 200] {
        let shot_on = "2024-02-29".parse().unwrap();
        let digest = vec![1];
        let new = NewPhoto {
            digest,
            width,
            shot_on,
        };
        photos.create(new.camera(vec![9])).await.unwrap();
    }
    let wide = photos.query(vec![1]).sort_gt(150).all().await.unwrap();
    assert_eq!(wide.len(), 1);
    let both = photos.by_camera(vec![9]).sort_begins_with(&[1][..]);
    assert_eq!(both.all().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_range_upside_down_is_refused() {
    let bed = Bed::empty().await;
    let products = dynamite_sample::models::Products::new(&bed.db);
    let query = products.query("north").sort_between("b", "a");
    let error = query.all().await.unwrap_err();
    assert!(error.to_string().contains("sku"), "{error}");
    assert!(matches!(error.kind(), dynamite::ErrorKind::Expression(_)));
}

#[tokio::test]
async fn items_come_in_the_order_that_is_asked_for() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 4).await;
    let up = orders.query(user()).all().await.unwrap();
    assert_eq!(totals(&up), [0, 1, 2, 3]);
    let up = orders.query(user()).descending().ascending().all().await;
    assert_eq!(totals(&up.unwrap()), [0, 1, 2, 3]);
    let down = orders.query(user()).descending();
    let after_first = down.clone().sort_gt(order_id(0)).all().await.unwrap();
    assert_eq!(totals(&after_first), [3, 2, 1]);
    assert_eq!(totals(&down.first().await.unwrap()), [3]);
}

#[tokio::test]
async fn numbers_sort_as_numbers() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 0).await;
    for total in [100, 20, 3] {
        orders.create(new_order(user(), total)).await.unwrap();
    }
    let rows = orders.by_total(user()).sort_ge(4).all().await.unwrap();
    let totals: Vec<_> = rows.into_iter().map(|row| row.total).collect();
    assert_eq!(totals, [20.into(), 100.into()]);
}

#[tokio::test]
async fn filters_drop_items_and_all_of_them_have_to_hold() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 10).await;
    let query = orders.query(user()).filter(order::total().ge(3));
    let found = query.filter(order::total().lt(6)).all().await.unwrap();
    assert_eq!(totals(&found), [3, 4, 5]);
}

#[tokio::test]
async fn a_collection_without_items_is_empty() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 0).await;
    let page = orders.query(user()).limit(3).page(None).await.unwrap();
    assert_eq!((page.items.len(), page.cursor), (0, None));
    assert_eq!(orders.query(user()).first().await.unwrap(), None);
    assert_eq!(orders.query(user()).all().await.unwrap(), []);
}

#[tokio::test]
async fn a_consistent_query_asks_for_consistency() {
    let bed = crate::support::Proxied::with(ORDERS).await;
    let orders = orders(&bed.direct, 1).await;
    let through = dynamite_sample::models::Orders::new(&bed.db);
    through.query(user()).consistent().all().await.unwrap();
    through
        .get((user(), order_id(0)))
        .consistent()
        .await
        .unwrap();
    orders.query(user()).all().await.unwrap();
    for request in bed.proxy.log() {
        assert_eq!(request.body["ConsistentRead"], true);
    }
}
