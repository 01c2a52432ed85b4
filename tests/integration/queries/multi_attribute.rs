//! Indexes with several attributes on each side of their key.

use dynamite::model::TableDescriptor;
use dynamite::ops::Query;
use dynamite_sample::models::{Channel, NewOffer, Offers, offer, tables};
use dynamite_sample::money::Cents;
use dynamite_testkit::Feature;

use crate::support::Bed;

static OFFERS: &[&TableDescriptor] = &[&tables::OFFERS];

/// Offers at these days and ranks; `None` on an engine that has no such indexes.
async fn offers(at: &[(u16, u8, u8, i32)]) -> Option<(Bed, Offers)> {
    let bed = Bed::empty().await;
    if bed.engine.lacks(Feature::MultiAttributeKeys) {
        return None;
    }
    bed.db.sync(OFFERS).await.unwrap();
    let offers = Offers::new(&bed.db);
    for &(year, month, day, rank) in at {
        offers
            .create(new_offer("bern", (year, month, day, rank)))
            .await
            .unwrap();
    }
    let elsewhere = new_offer("basel", (2024, 1, 1, 1));
    offers.create(elsewhere).await.unwrap();
    Some((bed, offers))
}

fn new_offer(region: &str, (year, month, day, rank): (u16, u8, u8, i32)) -> NewOffer {
    NewOffer {
        shop: "north".to_owned(),
        country: "ch".to_owned(),
        region: region.to_owned(),
        channel: Channel::Web,
        year,
        month,
        day,
        rank,
        price: Cents(1),
    }
}

const DAYS: [(u16, u8, u8, i32); 5] = [
    (2024, 2, 28, 5),
    (2024, 2, 29, -3),
    (2024, 2, 29, 10),
    (2024, 11, 1, 0),
    (2025, 1, 1, 0),
];

async fn found<S>(query: Query<offer::ByPlaceAndDay, S>) -> Vec<(u16, u8, u8, i32)> {
    let offers = query.all().await.unwrap();
    offers
        .iter()
        .map(|it| (it.year, it.month, it.day, it.rank))
        .collect()
}

#[tokio::test]
async fn sort_attributes_are_given_from_the_left_and_the_last_may_be_a_range() {
    let Some((_bed, offers)) = offers(&DAYS).await else {
        return;
    };
    let here = || offers.by_place_and_day("north", "ch", "bern", Channel::Web);
    assert_eq!(found(here()).await, DAYS);
    assert_eq!(found(here().sort_ge(2025u16)).await, DAYS[4..]);
    let in_2024 = || here().sort_eq(2024u16);
    assert_eq!(found(in_2024().sort_between(2u8, 11u8)).await, DAYS[..4]);
    assert_eq!(
        found(in_2024().sort_eq(2u8).sort_gt(28u8)).await,
        DAYS[1..3]
    );
    let leap_day = || in_2024().sort_eq(2u8).sort_eq(29u8);
    assert_eq!(found(leap_day().sort_lt(0)).await, DAYS[1..2]);
    assert_eq!(found(leap_day().sort_eq(10)).await, DAYS[2..3]);
    let down = found(in_2024().descending()).await;
    assert_eq!(down, [DAYS[3], DAYS[2], DAYS[1], DAYS[0]]);
}

#[tokio::test]
async fn pages_of_such_an_index_lose_nothing() {
    let Some((_bed, offers)) = offers(&DAYS).await else {
        return;
    };
    let query = offers.by_place_and_day("north", "ch", "bern", Channel::Web);
    let query = query.filter(offer::price().eq(Cents(1))).limit(2);
    let (mut read, mut cursor) = (Vec::new(), None);
    loop {
        let page = query.clone().page(cursor.as_deref()).await.unwrap();
        read.extend(
            page.items
                .iter()
                .map(|it| (it.year, it.month, it.day, it.rank)),
        );
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(read, DAYS);
}

#[tokio::test]
async fn no_attribute_of_such_a_key_may_be_empty() {
    let Some((_bed, offers)) = offers(&[]).await else {
        return;
    };
    let error = offers.create(new_offer("", DAYS[0])).await.unwrap_err();
    assert!(error.to_string().contains("`region`"), "{error}");
}
