//! The order of what is found.

use dynamite_sample::models::{Channel, Offers, offer, task};

use super::{behind_a_proxy, numbers, requests};
use crate::support::Bed;

#[tokio::test]
async fn the_sort_key_of_the_way_is_the_order() {
    let (_bed, tasks) = behind_a_proxy().await;
    let find = || {
        let of_compass = tasks.find(task::project().eq("compass"));
        of_compass.order_by(task::priority())
    };
    let up = numbers(&find().all().await.unwrap());
    assert_eq!(up, [0, 2, 4, 6, 8, 10]);
    let down = numbers(&find().descending().limit(2).all().await.unwrap());
    assert_eq!(down, [10, 8]);
}

#[tokio::test]
async fn an_order_decides_between_ways() {
    let (bed, tasks) = behind_a_proxy().await;
    // `by_project_due` has those that are due, and the range chooses it unless the order does not.
    let ever = task::project().eq("compass").and(task::due().is_present());
    let find = || tasks.find(ever.clone());
    let by_due = find().order_by(task::due()).explain().unwrap();
    assert_eq!(by_due.order, Some("due"));
    let by_priority = find().order_by(task::priority());
    assert_eq!(by_priority.explain().unwrap().order, Some("priority"));
    let down = by_priority.descending().all().await.unwrap();
    assert_eq!(numbers(&down), [8, 4, 0]);
    assert_eq!(requests(&bed), [1, 0, 0, 0]);
}

#[tokio::test]
async fn a_fixed_attribute_is_in_order_by_itself() {
    let bed = Bed::empty().await;
    let offers = Offers::new(&bed.db);
    let condition = offer::shop()
        .eq("north")
        .and(offer::country().eq("DE"))
        .and(offer::region().eq("BE"))
        .and(offer::channel().eq(Channel::Web))
        .and(offer::year().eq(2026));
    let find = || offers.find(condition.clone());
    assert!(find().order_by(offer::year()).explain().is_ok());
    let next = find().order_by(offer::month()).explain().unwrap();
    assert_eq!(next.order, Some("month"));
    assert!(find().order_by(offer::day()).explain().is_err());
}

#[tokio::test]
async fn any_order_is_had_in_memory_by_name() {
    let (bed, tasks) = behind_a_proxy().await;
    let find = || tasks.find(task::reporter().eq("bob"));
    let by_points = || find().order_in_memory(task::points());
    let down = by_points().descending().limit(3).all().await.unwrap();
    assert_eq!(numbers(&down), [10, 7, 4]);
    let first = by_points().first().await.unwrap();
    assert_eq!(numbers(first.as_slice()), [1]);
    assert_eq!(requests(&bed), [2, 0, 0, 2], "all are read either way");

    // What has no value comes last in both directions.
    let of_compass = || tasks.find(task::project().eq("compass"));
    let by_due = of_compass().order_in_memory(task::due());
    let up = by_due.limit(4).all().await.unwrap();
    assert_eq!(numbers(&up), [0, 4, 8, 2]);
    let by_due = of_compass().order_in_memory(task::due()).descending();
    let down = by_due.limit(4).all().await.unwrap();
    assert_eq!(numbers(&down), [8, 4, 0, 2]);
}

#[tokio::test]
async fn a_selection_is_sorted_by_what_is_not_selected() {
    let (_bed, tasks) = behind_a_proxy().await;
    let find = tasks.find(task::reporter().eq("bob"));
    let titles = find.select((task::title(),));
    let titles = titles.order_in_memory(task::points()).descending();
    let titles = titles.limit(2).all().await.unwrap();
    assert_eq!(titles, [("task 10".to_owned(),), ("task 7".to_owned(),)]);
}
