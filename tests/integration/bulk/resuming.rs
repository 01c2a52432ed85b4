//! Going on where an earlier run ended.

use dynamite::{Cursor, ErrorKind, dec};
use dynamite_sample::models::{TaskState, Tasks, task};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{behind_a_proxy, expected, of_compass, points};

/// Adds a point to so many tasks of `compass`, from the cursor on.
async fn add(tasks: &Tasks, limit: usize, cursor: Option<Cursor>) -> (u64, Option<Cursor>) {
    let mut update = tasks.update_where(of_compass()).limit(limit);
    if let Some(cursor) = cursor {
        update = update.from_cursor(cursor);
    }
    let done = update.add(task::points(), dec!(1)).partial();
    let done = done.await.unwrap();
    assert_eq!(done.matched, done.changed);
    (done.changed, done.cursor)
}

#[tokio::test]
async fn runs_of_any_length_make_up_the_whole() {
    for limit in [1, 7, 16, 31, 32, 33] {
        let (bed, tasks) = behind_a_proxy(40).await;
        let (mut changed, mut cursor) = add(&tasks, limit, None).await;
        assert!(changed <= limit as u64);
        while cursor.is_some() {
            let (more, next) = add(&tasks, limit, cursor).await;
            assert!(more <= limit as u64);
            changed += more;
            cursor = next;
        }
        assert_eq!(changed, 32, "{limit} at a time");
        assert_eq!(points(&bed.direct).await, expected(40, 1));
    }
}

#[tokio::test]
async fn nothing_behind_the_cursor_is_touched() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let (changed, cursor) = add(&tasks, 8, None).await;
    assert_eq!(changed, 8);
    assert!(cursor.is_some());
    let points = points(&bed.direct).await;
    // In the order of the index: by priority, which is the number.
    let first: Vec<_> = (points.iter())
        .filter(|(_, points)| **points == 1)
        .map(|(number, _)| *number)
        .collect();
    assert_eq!(first, [0, 1, 2, 3, 5, 6, 7, 8]);
}

#[tokio::test]
async fn a_run_that_fails_says_where_to_go_on() {
    let (bed, tasks) = behind_a_proxy(80).await;
    let update = || {
        let update = tasks.update_where(of_compass()).concurrency(4);
        update.add(task::points(), dec!(1))
    };
    // The third page cannot be read.
    bed.proxy
        .on(Operation::Query)
        .nth(3)
        .times(20)
        .fail(Fault::ServiceUnavailable);
    let done = update().partial().await.unwrap();
    assert_eq!((done.matched, done.changed), (32, 32));
    assert!(done.error.unwrap().is_retryable());
    bed.proxy.clear();
    let rest = update().from_cursor(done.cursor.unwrap()).partial();
    let rest = rest.await.unwrap();
    assert_eq!((rest.matched, rest.changed), (32, 32));
    assert!(rest.cursor.is_none() && rest.error.is_none());
    assert_eq!(points(&bed.direct).await, expected(80, 1));
}

#[tokio::test]
async fn a_run_stops_when_writes_are_refused_for_good() {
    let (bed, tasks) = behind_a_proxy(80).await;
    let update = || {
        let update = tasks.update_where(of_compass()).concurrency(4);
        update.add(task::points(), dec!(1))
    };
    let throttled = Fault::Throttling;
    bed.proxy
        .on(Operation::UpdateItem)
        .nth(20)
        .always()
        .fail(throttled);
    let done = update().partial().await.unwrap();
    // Two pages of sixteen: the second could not be finished, and no third was begun.
    assert_eq!(done.matched, 32);
    assert_eq!(done.changed + done.failed.len() as u64, 32);
    assert!(!done.failed.is_empty());
    bed.proxy.clear();
    for failed in &done.failed {
        let repeat = tasks.update(failed.key);
        repeat.add(task::points(), dec!(1)).await.unwrap();
    }
    let rest = update().from_cursor(done.cursor.unwrap()).await.unwrap();
    assert_eq!(rest, 32);
    assert_eq!(points(&bed.direct).await, expected(80, 1));
}

#[tokio::test]
async fn a_run_that_is_killed_midway_is_gone_on_with() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let open = of_compass().and(task::state().eq(TaskState::Open));
    let update = || {
        let update = tasks.update_where(open.clone()).concurrency(4);
        update
            .set(task::state(), TaskState::Done)
            .add(task::points(), dec!(1))
    };
    let first = update().limit(8).partial().await.unwrap();
    let cursor = first.cursor.unwrap();
    assert_eq!(first.changed, 8);

    let pause = Pause::new();
    let held = Fault::PauseBefore(pause.clone());
    bed.proxy
        .on(Operation::UpdateItem)
        .nth(6)
        .always()
        .fail(held);
    let killed = tokio::spawn(update().from_cursor(cursor.clone()).partial());
    pause.reached().await;
    killed.abort();
    assert!(killed.await.unwrap_err().is_cancelled());
    bed.proxy.clear();
    // What had been sent is made, or not, as a whole.
    pause.cut();
    bed.proxy.settled().await;

    let rest = update().from_cursor(cursor).partial().await.unwrap();
    assert!(rest.changed < 24, "some had been changed by the killed run");
    assert!(rest.failed.is_empty() && rest.cursor.is_none());
    assert_eq!(points(&bed.direct).await, expected(40, 1));
}

#[tokio::test]
async fn a_cursor_of_another_condition_is_refused() {
    let (bed, tasks) = behind_a_proxy(40).await;
    let (_, cursor) = add(&tasks, 8, None).await;
    let before = points(&bed.direct).await;
    let other = tasks.update_where(task::project().eq("anchor"));
    let other = other.from_cursor(cursor.unwrap());
    let error = other.add(task::points(), dec!(1)).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Cursor(_)), "{error}");
    assert_eq!(points(&bed.direct).await, before);
}
