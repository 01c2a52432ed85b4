//! What is counted, looked for or returned in part is read on the way of what is returned whole.

use dynamite_sample::models::{Measurement, measurement, task};

use super::{FOUND, behind_a_proxy, id, measurements, numbers, requests};
use crate::support::Proxied;

#[tokio::test]
async fn an_index_that_holds_less_does_not_tie_with_one_that_holds_all() {
    let (_bed, tasks) = behind_a_proxy().await;
    // Both answer it, and both hold what is counted and selected: `by_reporter` not the rest.
    let condition = || task::title().eq("task 4").and(task::reporter().eq("bob"));
    let find = || tasks.find(condition());
    let access = find().explain().unwrap().access;
    assert_eq!(numbers(&find().all().await.unwrap()), [4]);
    assert_eq!(find().count().await.unwrap(), 1);
    assert!(find().exists().await.unwrap());
    let selected = || find().select((task::title(),));
    assert_eq!(selected().explain().unwrap().access, access);
    assert_eq!(selected().all().await.unwrap().len(), 1);
    let sorted = find().order_in_memory(task::points()).all().await;
    assert_eq!(sorted.unwrap().len(), 1);
}

#[tokio::test]
async fn keys_that_are_given_are_read_backwards_by_key() {
    let (bed, tasks) = behind_a_proxy().await;
    let find = || tasks.find(task::id().is_in([4, 1, 99, 7, 4].map(id)));
    assert_eq!(numbers(&find().all().await.unwrap()), [4, 1, 7]);
    let down = || find().descending();
    assert_eq!(numbers(&down().all().await.unwrap()), [7, 1, 4]);
    let number = |task: Option<_>| numbers(task.as_slice());
    assert_eq!(number(find().last().await.unwrap()), [7]);
    assert_eq!(number(down().last().await.unwrap()), [4]);
    assert_eq!(number(down().first().await.unwrap()), [7]);
    let sorted = || find().order_by(task::id());
    assert_eq!(numbers(&sorted().all().await.unwrap()), [1, 4, 7]);
    assert_eq!(number(sorted().last().await.unwrap()), [7]);
    let one = || tasks.find(task::id().eq(id(3)));
    assert_eq!(number(one().last().await.unwrap()), [3]);
    let [query, scan, ..] = requests(&bed);
    assert_eq!((query, scan), (0, 0));
}

#[tokio::test]
async fn keys_of_one_partition_are_read_backwards_by_key() {
    let bed = Proxied::with(FOUND).await;
    measurements(&bed.direct).await;
    let roof = dynamite_sample::models::Measurements::new(&bed.db);
    let some = || {
        measurement::sensor()
            .eq("roof")
            .and(measurement::at().is_in([3, 1, 2]))
    };
    let find = || roof.find(some());
    let at = |found: Vec<Measurement>| found.iter().map(|it| it.at).collect::<Vec<_>>();
    assert_eq!(at(find().all().await.unwrap()), [3, 1, 2]);
    assert_eq!(at(find().descending().all().await.unwrap()), [2, 1, 3]);
    assert_eq!(find().last().await.unwrap().map(|it| it.at), Some(2));
    let sorted = || find().order_by(measurement::at());
    assert_eq!(at(sorted().all().await.unwrap()), [1, 2, 3]);
    assert_eq!(at(sorted().descending().all().await.unwrap()), [3, 2, 1]);
    assert_eq!(sorted().last().await.unwrap().map(|it| it.at), Some(3));
    assert_eq!(sorted().explain().unwrap().order, Some("at"));
    assert_eq!(requests(&bed)[0], 0, "the partition is not read");
}

#[tokio::test]
async fn pages_of_keys_go_backwards_too() {
    let (_bed, tasks) = behind_a_proxy().await;
    let find = || tasks.find(task::id().is_in([4, 1, 7, 2].map(id))).limit(3);
    let first = find().descending().page(None).await.unwrap();
    assert_eq!(numbers(&first.items), [2, 7, 1]);
    let cursor = first.cursor.as_deref();
    let second = find().descending().page(cursor).await.unwrap();
    assert_eq!(numbers(&second.items), [4]);
    // A cursor is for its own direction.
    assert!(find().page(cursor).await.is_err());
    assert!(find().order_by(task::id()).page(cursor).await.is_err());
}

#[tokio::test]
async fn what_is_found_in_reverse_begins_with_the_last() {
    let (_bed, tasks) = behind_a_proxy().await;
    let find = || tasks.find(task::project().eq("anchor"));
    let all = find().all().await.unwrap();
    assert_eq!(find().last().await.unwrap().as_ref(), all.last());
}
