//! Which way is taken, in requests.

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{
    Channel, Measurements, NewOffer, Offers, TaskState, measurement, offer, tables, task,
};
use dynamite_sample::money::Cents;
use dynamite_testkit::{Feature, Operation};
use serde_json::Value;

use super::{FOUND, behind_a_proxy, due, id, measurements, numbers, requests};
use crate::support::Proxied;

static OFFERS: &[&TableDescriptor] = &[&tables::OFFERS];

/// The body of the last request of this kind.
fn last(bed: &Proxied, operation: Operation) -> Value {
    let log = bed.proxy.log();
    let last = log.into_iter().rev().find(|it| it.operation == operation);
    last.unwrap().body
}

#[tokio::test]
async fn an_equality_on_the_primary_key_is_a_get() {
    let (bed, tasks) = behind_a_proxy().await;
    let found = tasks.find(task::id().eq(id(3))).all().await.unwrap();
    assert_eq!(numbers(&found), [3]);
    assert_eq!(requests(&bed), [0, 0, 1, 0]);

    // What else is asked of the item is checked.
    let started = task::state().eq(TaskState::Started);
    let found = tasks.find(task::id().eq(id(3)).and(started.clone()));
    assert!(found.all().await.unwrap().is_empty());
    let found = tasks.find(task::id().eq(id(4)).and(started));
    assert_eq!(numbers(&found.all().await.unwrap()), [4]);
    assert_eq!(requests(&bed), [0, 0, 3, 0]);
}

#[tokio::test]
async fn any_number_of_keys_are_batches_of_a_hundred() {
    let (bed, tasks) = behind_a_proxy().await;
    let ids = (0..250).rev().chain([5]).map(id);
    let found = tasks.find(task::id().is_in(ids)).all().await.unwrap();
    let down: Vec<_> = (0..12).rev().collect();
    assert_eq!(numbers(&found), down, "in the order of the keys, each once");
    assert_eq!(requests(&bed), [0, 0, 0, 3]);
}

#[tokio::test]
async fn keys_with_a_sort_key_are_read_by_key_too() {
    let bed = Proxied::with(FOUND).await;
    measurements(&bed.direct).await;
    let measurements = Measurements::new(&bed.db);
    let of_roof = measurement::sensor().eq("roof");
    let condition = of_roof.and(measurement::at().is_in([7_u64, 2, 99]));
    let found = measurements.find(condition).all().await.unwrap();
    assert_eq!(found.iter().map(|it| it.at).collect::<Vec<_>>(), [7, 2]);
    assert_eq!(requests(&bed), [0, 0, 0, 1]);
}

#[tokio::test]
async fn an_equality_on_the_partition_key_of_an_index_is_a_query() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::project().eq("anchor");
    let found = tasks.find(condition).all().await.unwrap();
    assert_eq!(numbers(&found), [1, 3, 5, 7, 9, 11]);
    assert_eq!(requests(&bed), [1, 0, 0, 0]);
    assert_eq!(last(&bed, Operation::Query)["IndexName"], "by_project");
}

#[tokio::test]
async fn a_range_becomes_the_condition_of_the_sort_key_and_the_rest_a_filter() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::project()
        .eq("compass")
        .and(task::priority().ge(2))
        .and(task::priority().le(4))
        .and(task::points().gt(4));
    let found = tasks.find(condition).all().await.unwrap();
    assert_eq!(numbers(&found), [6, 8]);
    let body = last(&bed, Operation::Query);
    assert_eq!(
        body["KeyConditionExpression"],
        "#0 = :0 AND #1 BETWEEN :1 AND :2"
    );
    assert_eq!(body["FilterExpression"], "#2 > :3");
    assert_eq!(requests(&bed), [1, 0, 0, 0]);
}

#[tokio::test]
async fn what_dynamodb_takes_no_filter_on_is_checked_on_the_answer() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::project()
        .eq("compass")
        .and(task::priority().gt(1))
        .and(task::priority().lt(5))
        .and(task::priority().ne(3));
    let find = tasks.find(condition);
    assert_eq!(numbers(&find.clone().all().await.unwrap()), [4, 8]);
    // Also where only something else is returned.
    let ids = find.clone().select((task::id(),)).all().await.unwrap();
    assert_eq!(ids, [(id(4),), (id(8),)]);
    assert_eq!(find.count().await.unwrap(), 2);
    assert_eq!(requests(&bed), [3, 0, 0, 0]);
}

#[tokio::test]
async fn several_key_attributes_are_taken_in_order() {
    let bed = Proxied::with(FOUND).await;
    if bed.lacks(Feature::MultiAttributeKeys) {
        return;
    }
    bed.direct.sync(OFFERS).await.unwrap();
    let direct = Offers::new(&bed.direct);
    for rank in 0..4 {
        let new = NewOffer {
            shop: "north".to_owned(),
            country: "DE".to_owned(),
            region: "BE".to_owned(),
            channel: Channel::Web,
            year: 2026,
            month: 3,
            day: 1,
            rank,
            price: Cents(100),
        };
        direct.create(new).await.unwrap();
    }
    let condition = offer::shop()
        .eq("north")
        .and(offer::rank().ge(2))
        .and(offer::region().eq("BE"))
        .and(offer::channel().eq(Channel::Web))
        .and(offer::month().eq(3))
        .and(offer::country().eq("DE"))
        .and(offer::year().eq(2026))
        .and(offer::day().eq(1));
    let found = Offers::new(&bed.db).find(condition).all().await.unwrap();
    let ranks: Vec<_> = found.iter().map(|offer| offer.rank).collect();
    assert_eq!(ranks, [2, 3]);
    let body = last(&bed, Operation::Query);
    assert_eq!(
        body["KeyConditionExpression"],
        "#0 = :0 AND #1 = :1 AND #2 = :2 AND #3 = :3 AND #4 = :4 AND #5 = :5 AND #6 = :6 AND #7 >= :7"
    );
    assert_eq!(body["FilterExpression"], Value::Null);
}

#[tokio::test]
async fn a_sparse_index_serves_only_conditions_that_its_items_meet() {
    let (bed, tasks) = behind_a_proxy().await;
    let of_compass = task::project().eq("compass");
    // Half of the tasks are not due, and not in `by_project_due`.
    let all = tasks.find(of_compass.clone()).all().await.unwrap();
    assert_eq!(all.len(), 6);
    assert_eq!(last(&bed, Operation::Query)["IndexName"], "by_project");

    let soon = of_compass.clone().and(task::due().lt(due(8)));
    let found = tasks.find(soon).all().await.unwrap();
    assert_eq!(numbers(&found), [0, 4]);
    assert_eq!(last(&bed, Operation::Query)["IndexName"], "by_project_due");

    let ever = of_compass.and(task::due().is_present());
    let found = tasks.find(ever).all().await.unwrap();
    assert_eq!(numbers(&found), [0, 4, 8]);
    let body = last(&bed, Operation::Query);
    assert_eq!(body["IndexName"], "by_project_due");
    assert_eq!(body["FilterExpression"], Value::Null, "being in it says it");
}

#[tokio::test]
async fn the_primary_key_comes_before_a_local_index() {
    let bed = Proxied::with(FOUND).await;
    measurements(&bed.direct).await;
    let measurements = Measurements::new(&bed.db);
    let of_roof = measurement::sensor().eq("roof");
    let query = measurements.find(of_roof.clone()).consistent();
    assert_eq!(query.all().await.unwrap().len(), 10);
    assert_eq!(last(&bed, Operation::Query)["IndexName"], Value::Null);

    let low = of_roof.and(measurement::value().lt(2));
    let found = measurements.find(low).consistent().all().await.unwrap();
    assert_eq!(found.iter().map(|it| it.at).collect::<Vec<_>>(), [9, 8]);
    assert_eq!(last(&bed, Operation::Query)["IndexName"], "by_value");
}

#[tokio::test]
async fn via_goes_where_it_is_told() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::project()
        .eq("compass")
        .and(task::title().eq("task 4"));
    for by_title in [true, false] {
        let find = tasks.find(condition.clone());
        let (find, index) = if by_title {
            (find.via::<task::ByTitle>(), "by_title")
        } else {
            (find.via::<task::ByProject>(), "by_project")
        };
        assert_eq!(numbers(&find.all().await.unwrap()), [4]);
        assert_eq!(last(&bed, Operation::Query)["IndexName"], index);
    }
}

#[tokio::test]
async fn a_scan_is_sent_when_it_is_allowed_and_nothing_else_serves() {
    let (bed, tasks) = behind_a_proxy().await;
    let many = task::points().ge(10);
    let found = tasks.find(many).scan().all().await.unwrap();
    let mut found = numbers(&found);
    found.sort_unstable();
    assert_eq!(found, [10, 11]);
    assert_eq!(requests(&bed), [0, 1, 0, 0]);
    let of_anchor = task::project().eq("anchor");
    tasks.find(of_anchor).scan().all().await.unwrap();
    assert_eq!(requests(&bed), [1, 1, 0, 0]);
}
