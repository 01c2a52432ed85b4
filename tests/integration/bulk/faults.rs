//! Throttled, failed, slow, cut: nothing is lost, and counts are right.

use std::time::Duration;

use dynamite::{Cursor, Outcome, dec};
use dynamite_sample::models::{TaskState, task};
use dynamite_testkit::{Fault, Operation};

use super::{behind_a_proxy, expected, of_compass, points};
use crate::support::stored_all;

#[tokio::test]
async fn throttling_is_waited_out() {
    let (bed, tasks) = behind_a_proxy(20).await;
    // More often than the SDK makes attempts.
    let throttled = Fault::ProvisionedThroughputExceeded;
    bed.proxy
        .on(Operation::UpdateItem)
        .times(60)
        .fail(throttled);
    let update = tasks.update_where(of_compass());
    let update = update.add(task::points(), dec!(1));
    assert_eq!(update.await.unwrap(), 16);
    assert_eq!(points(&bed.direct).await, expected(20, 1));
}

#[tokio::test]
async fn a_lost_response_to_what_cannot_be_told_from_the_work_of_others_is_said() {
    let (bed, tasks) = behind_a_proxy(20).await;
    bed.proxy
        .on(Operation::UpdateItem)
        .times(8)
        .fail(Fault::CutAfter);
    let open = of_compass().and(task::state().eq(TaskState::Open));
    let update = tasks.update_where(open);
    // The condition no longer holds for what was changed by the attempt that was lost.
    let update = update.set(task::state(), TaskState::Done);
    let done = update.partial().await.unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (16, 8, 0));
    assert_eq!(done.failed.len(), 8);
    for failed in &done.failed {
        assert!(failed.error.is_condition_failed(), "{}", failed.error);
        assert_eq!(failed.error.outcome(), Outcome::Unknown);
    }
    let items = stored_all(&bed.direct, "tasks").await;
    let changed = items
        .iter()
        .filter(|item| item["state"].as_s().unwrap() == "done");
    assert_eq!(changed.count(), 16);
}

#[tokio::test]
async fn a_delete_whose_response_is_lost_is_said() {
    let (bed, tasks) = behind_a_proxy(20).await;
    bed.proxy
        .on(Operation::DeleteItem)
        .times(8)
        .fail(Fault::CutAfter);
    let done = tasks.delete_where(of_compass()).partial().await.unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (16, 8, 0));
    let failed = done.failed.iter().map(|failed| &failed.error);
    let open = failed.filter(|it| it.is_not_found() && it.outcome() == Outcome::Unknown);
    assert_eq!(open.count(), 8);
    assert_eq!(stored_all(&bed.direct, "tasks").await.len(), 4);
}

#[tokio::test]
async fn an_add_whose_answer_is_lost_is_not_made_twice_and_is_said() {
    let (bed, tasks) = behind_a_proxy(20).await;
    bed.proxy
        .on(Operation::UpdateItem)
        .nth(3)
        .times(2)
        .fail(Fault::CutAfter);
    let update = tasks.update_where(of_compass()).concurrency(1);
    let done = update.add(task::points(), dec!(1)).partial();
    let done = done.await.unwrap();
    assert_eq!((done.matched, done.changed), (16, 14));
    assert_eq!(done.failed.len(), 2);
    for failed in &done.failed {
        assert_eq!(failed.error.outcome(), Outcome::Unknown);
        let task = tasks.get(failed.key).await.unwrap().unwrap();
        assert_eq!(task.points, dec!(1), "once");
    }
    assert_eq!(points(&bed.direct).await, expected(20, 1));
}

#[tokio::test]
async fn slow_writes_hold_up_nothing_but_themselves() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let slow = Fault::DelayBefore(Duration::from_millis(60));
    bed.proxy.on(Operation::UpdateItem).always().fail(slow);
    let begun = std::time::Instant::now();
    let update = tasks.update_where(of_compass()).concurrency(32);
    assert_eq!(update.set(task::points(), dec!(1)).await.unwrap(), 32);
    // One after another they would take two seconds.
    assert!(begun.elapsed() < Duration::from_millis(1500));
    assert_eq!(points(&bed.direct).await, expected(40, 1));
}

#[tokio::test]
async fn writes_at_the_same_time_are_bounded() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let pause = dynamite_testkit::Pause::new();
    let held = Fault::PauseBefore(pause.clone());
    bed.proxy.on(Operation::UpdateItem).always().fail(held);
    let update = tasks.update_where(of_compass()).concurrency(5);
    let update = tokio::spawn(update.set(task::points(), dec!(1)).partial());
    pause.reached_by(5).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let sent = bed.proxy.counts().requests_of(Operation::UpdateItem);
    assert_eq!(sent, 5);
    bed.proxy.clear();
    pause.release();
    assert_eq!(update.await.unwrap().unwrap().changed, 32);
}

#[tokio::test]
async fn whatever_happens_every_item_is_accounted_for() {
    for seed in 0..4 {
        let (bed, tasks) = behind_a_proxy(40).await;
        let faults = [
            Fault::Throttling,
            Fault::InternalServerError { applied: true },
            Fault::InternalServerError { applied: false },
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::ServiceUnavailable,
        ];
        bed.proxy.chaos(seed, 0.2, faults);
        let (mut changed, mut unknown) = (0, 0);
        let mut cursor: Option<Cursor> = None;
        loop {
            let mut update = tasks.update_where(of_compass()).concurrency(4).limit(10);
            if let Some(cursor) = cursor.clone() {
                update = update.from_cursor(cursor);
            }
            let update = update.add(task::points(), dec!(1));
            // An error means that nothing was written.
            let Ok(done) = update.partial().await else {
                continue;
            };
            let failed = done.failed.len() as u64;
            assert_eq!(done.matched, done.changed + failed, "{done:?}");
            changed += done.changed;
            unknown += failed;
            cursor = done.cursor;
            if cursor.is_none() {
                break;
            }
        }
        let points = points(&bed.direct).await;
        let sum: u64 = points.values().sum();
        assert!(points.values().all(|points| *points <= 1), "{points:?}");
        assert_eq!(changed + unknown, 32, "seed {seed}");
        assert!((changed..=changed + unknown).contains(&sum));
    }
}
