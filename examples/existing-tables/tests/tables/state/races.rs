//! Tasks of both programs that do the same at the same time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;

use crate::by_hand::{Value, Write, item, n, s};
use crate::support::{Bed, STATE, in_seconds};

use super::program::Program;

const TASKS: usize = 20;

/// Every other task is one of the program by hand.
fn tasks(bed: &Bed) -> Vec<(String, Program)> {
    let programs = [Program::store(bed), Program::by_hand(bed)];
    let names = (0..TASKS).map(|number| format!("task {number}"));
    names.zip(programs.iter().cloned().cycle()).collect()
}

/// The first of them finds no counter.
#[tokio::test]
async fn no_count_is_lost() {
    const ROUNDS: usize = 5;
    let bed = Bed::open().await;
    let until = in_seconds(60);
    let counting = tasks(&bed).into_iter().map(|(_, program)| async move {
        let mut counts = Vec::new();
        for _ in 0..ROUNDS {
            counts.push(program.count("hits", 1, until).await);
        }
        counts
    });
    let mut counts = join_all(counting).await.concat();
    counts.sort_unstable();
    let all: Vec<_> = (1..).take(TASKS * ROUNDS).collect();
    assert_eq!(counts, all, "each count is returned once");
    let counter = Program::store(&bed).get("hits").await.unwrap();
    assert_eq!((counter.count, counter.version), (Some(100), 100));
}

#[tokio::test]
async fn of_changes_to_one_version_one_is_made() {
    let bed = Bed::open().await;
    let until = in_seconds(60);
    let value = |text: &str| Value::Text(text.to_owned());
    let stored = Program::by_hand(&bed).put("a", value(""), until).await;
    let tasks = tasks(&bed);
    let setting = tasks
        .iter()
        .map(|(name, program)| program.compare_and_set("a", stored.version, value(name), until));
    let writes = join_all(setting).await;
    let done: Vec<_> = writes.iter().filter_map(done).collect();
    assert_eq!(done.len(), 1, "{writes:?}");
    assert_eq!(Program::store(&bed).get("a").await.as_ref(), Some(done[0]));
}

/// A lease that there is not, that is free, and that has expired.
#[tokio::test]
async fn one_task_acquires_a_lease() {
    let bed = Bed::open().await;
    let until = in_seconds(60);
    let free = item([("pk", s("free")), ("exp", n(until.as_second()))]);
    let expired = item([("pk", s("expired")), ("own", s("eve")), ("exp", n(1))]);
    bed.store(STATE, free).await;
    bed.store(STATE, expired).await;
    for key in ["none", "free", "expired"] {
        let tasks = tasks(&bed);
        let acquiring = tasks
            .iter()
            .map(|(name, program)| program.acquire(key, name, until));
        let writes = join_all(acquiring).await;
        let holders = writes.iter().filter_map(done);
        let holders: Vec<_> = holders.map(|lease| lease.owner.as_ref()).collect();
        assert_eq!(holders.len(), 1, "{key}: {writes:?}");
        let stored = Program::store(&bed).get(key).await.unwrap();
        assert_eq!(holders, [stored.owner.as_ref()]);
    }
}

/// Every task gets the lease in the end, and while it holds it no other does.
#[tokio::test]
async fn a_lease_has_one_holder_at_a_time() {
    let bed = Bed::open().await;
    let until = in_seconds(60);
    let holders = AtomicUsize::new(0);
    let working = tasks(&bed).into_iter().map(|(name, program)| {
        let holders = &holders;
        async move {
            while done(&program.acquire("job", &name, until).await).is_none() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert_eq!(
                holders.fetch_add(1, Ordering::SeqCst),
                0,
                "{name} is not alone"
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
            holders.fetch_sub(1, Ordering::SeqCst);
            let released = program.release("job", &name).await;
            assert!(matches!(released, Write::Done(_)), "{released:?}");
        }
    });
    assert_eq!(join_all(working).await.len(), TASKS);
}

fn done(write: &Write) -> Option<&crate::by_hand::Entry> {
    match write {
        Write::Done(entry) => Some(entry),
        Write::Refused(_) => None,
    }
}
