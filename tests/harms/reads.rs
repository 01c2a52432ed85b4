//! Reads that cost too much, or say what is not so.

use dynamite::model::TableDescriptor;
use dynamite::{Client, Decimal, Timestamp, Ulid, dec};
use dynamite_sample::models::{NewPhoto, Orders, Photos, Users, order, tables};
use dynamite_testkit::Operation;

use crate::port;
use crate::support::{
    Bed, Item, ORDERS, Proxied, USERS, ada, n, new_order, new_user, raw_put, s, stored, stored_all,
    user_key,
};

static PHOTOS: &[&TableDescriptor] = &[&tables::PHOTOS];

fn user() -> Ulid {
    Ulid::from_parts(1, 1)
}

/// Orders with totals from zero.
async fn orders(db: &Client, count: u32) -> Orders {
    let orders = Orders::new(db);
    let new = (0..count).map(|total| {
        let id = Ulid::from_parts(u64::from(total), 0);
        orders.build(new_order(user(), total).id(id))
    });
    orders.put_many(new.collect::<Vec<_>>()).await.unwrap();
    orders
}

#[tokio::test]
async fn one_of_many_values_is_found_however_many_they_are() {
    let bed = Bed::with(ORDERS).await;
    let orders = orders(&bed.db, 260).await;
    let one_of = order::total().is_in((0..250).map(Decimal::from));
    assert_eq!(
        orders
            .query(user())
            .filter(one_of)
            .all()
            .await
            .unwrap()
            .len(),
        250
    );

    let few = port::one_of(&bed.db, "orders", "total", (0..5).map(n).collect()).await;
    assert_eq!(few.unwrap().len(), 5);
    let many = port::one_of(&bed.db, "orders", "total", (0..250).map(n).collect()).await;
    assert!(many.is_err());
}

/// How many items are read to return three of many.
async fn read_for_three(read: impl AsyncFn(&Client) -> usize) -> f64 {
    let bed = Proxied::with(ORDERS).await;
    orders(&bed.direct, 100).await;
    assert_eq!(read(&bed.db).await, 3);
    let counts = bed.proxy.counts();
    counts.units_of(Operation::Query) + counts.units_of(Operation::Scan)
}

#[tokio::test]
async fn a_limit_reads_no_more_than_it_returns() {
    let ours = async |db: &Client| {
        let page = Orders::new(db)
            .query(user())
            .limit(3)
            .page(None)
            .await
            .unwrap();
        assert!(page.cursor.is_some());
        page.items.len()
    };
    let theirs = async |db: &Client| port::first_rows(db, "orders", 3).await.len();
    assert!(read_for_three(ours).await <= 0.5);
    assert!(read_for_three(theirs).await > 0.5);
}

/// A user whose balance is a text, among others.
async fn with_a_bad_item() -> Bed {
    let bed = Bed::with(USERS).await;
    Users::new(&bed.db).create(new_user("eve")).await.unwrap();
    let ada = ada(&bed.db).await;
    let mut item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    item.insert("balance".to_owned(), s("much"));
    raw_put(&bed.db, "users", item).await;
    bed
}

#[tokio::test]
async fn an_item_that_cannot_be_read_fails_itself_and_no_other() {
    let bed = with_a_bad_item().await;
    let page = Users::new(&bed.db).scan().page(None).await.unwrap();
    assert_eq!((page.items.len(), page.bad.len()), (1, 1));
    assert_eq!(page.bad[0].attribute(), "balance");

    let read = port::decoded(&bed.db, "users", &[], &["balance"]).await;
    assert!(read.unwrap_err().contains("much"));
}

#[tokio::test]
async fn a_time_that_is_absent_is_not_now() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let mut item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    item.remove("created_at");
    raw_put(&bed.db, "users", item).await;
    let page = Users::new(&bed.db).scan().page(None).await.unwrap();
    assert_eq!((page.items.len(), page.bad.len()), (0, 1));
    assert_eq!(page.bad[0].attribute(), "created_at");

    let now: fn() -> String = || Timestamp::now().to_string();
    let read = port::decoded(&bed.db, "users", &[("created_at", now)], &[]).await;
    let made_up: Vec<Item> = read.unwrap();
    assert!(made_up[0].contains_key("created_at"));
}

#[tokio::test]
async fn dates_are_stored_and_come_back() {
    let bed = Bed::with(PHOTOS).await;
    let new = || NewPhoto {
        digest: b"digest".to_vec(),
        width: 640,
        shot_on: "2026-02-28".parse().unwrap(),
    };
    let photos = Photos::new(&bed.db);
    let created = photos.create(new()).await.unwrap();
    assert_eq!(
        stored_all(&bed.db, "photos").await[0]["shot_on"],
        s("2026-02-28")
    );
    assert_eq!(photos.get(&created).await.unwrap(), Some(created));

    let mut entity = stored_all(&bed.db, "photos").await.remove(0);
    port::with_date(&mut entity, "shot_on");
    raw_put(&bed.db, "photos", entity).await;
    let page = photos.scan().page(None).await.unwrap();
    assert_eq!(
        (page.items.len(), &*page.bad[0].attribute()),
        (0, "shot_on")
    );
}

#[tokio::test]
async fn numbers_are_exact() {
    let bed = Bed::with(ORDERS).await;
    let third = dec!(0.12345678901234567890123456789012345678);
    let created = Orders::new(&bed.db)
        .create(new_order(user(), third))
        .await
        .unwrap();
    assert_eq!(created.total, third);
    let stored = stored_all(&bed.db, "orders").await;
    assert_eq!(stored[0]["total"], n(third));
    assert_ne!(
        port::number(&stored[0], "total").to_string(),
        third.to_string()
    );
}
