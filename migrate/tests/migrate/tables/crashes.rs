//! Every request of a migration of tables is a point at which its process may end.

use std::ops::RangeInclusive;

use dynamite::Client;
use dynamite_migrate::{Clients, Migrator};
use dynamite_testkit::{Feature, Operation, Recorded};

use super::{expiry, indexes, mailed, migrator, users};
use crate::crashes::{Scene, at_every_request};
use crate::support::{Bed, Task};

const STEPS: &str = "  - rename: { from: name, to: full_name }
  - index: { add: by_name }
  - index: { replace: by_role }
";

/// Indexes that are added and replaced.
struct Indexes;

/// Expiry that is turned on, or off.
struct Expiry {
    is_on: bool,
}

/// The requests that have to do with a change, and some around them.
fn around(log: &[Recorded], change: Operation) -> RangeInclusive<usize> {
    let is_change = |it: &Recorded| it.operation == change;
    let begin = log.iter().position(is_change).unwrap().saturating_sub(5);
    let end = log.iter().rposition(is_change).unwrap() + 6;
    begin + 1..=end.min(log.len())
}

impl Scene for Indexes {
    async fn bed(&self) -> Bed {
        users(&[mailed("a", "a@example.org"), mailed("b", "b@example.org")]).await
    }

    fn migrator(&self, db: &Client) -> Migrator {
        migrator(db, STEPS)
    }

    async fn check(&self, bed: &Bed, done: Option<Task>, at: &str) {
        let expected: &[_] = match done {
            None | Some(Task::Rollback) => &["role_1"],
            Some(Task::Run) => &["by_name", "role_1", "role_2"],
            Some(Task::Contract) => &["by_name", "role_2"],
        };
        assert_eq!(indexes(&bed.direct).await, expected, "{at}");
        if done == Some(Task::Run) {
            let found = self.migrator(&bed.direct).verify(Clients::None).await;
            let found = found.unwrap();
            assert!(found.is_clean(), "{at}: {found:?}");
        }
    }

    fn requests(&self, log: &[Recorded]) -> RangeInclusive<usize> {
        around(log, Operation::UpdateTable)
    }
}

impl Scene for Expiry {
    async fn bed(&self) -> Bed {
        let bed = expiry::bed().await;
        if !self.is_on {
            expiry::turn_on(&bed.direct, "gone_at").await;
        }
        bed
    }

    fn migrator(&self, db: &Client) -> Migrator {
        if self.is_on {
            expiry::on(db)
        } else {
            expiry::off(db)
        }
    }

    async fn check(&self, bed: &Bed, done: Option<Task>, at: &str) {
        let is_run = matches!(done, Some(Task::Run | Task::Contract));
        let expected = (is_run == self.is_on).then(|| "gone_at".to_owned());
        assert_eq!(expiry::ttl(&bed.direct).await, expected, "{at}");
    }

    fn requests(&self, log: &[Recorded]) -> RangeInclusive<usize> {
        around(log, Operation::UpdateTimeToLive)
    }
}

async fn of_indexes(first: Task, then: Task) {
    if !Bed::new().await.engine.lacks(Feature::IndexesActiveAtOnce) {
        at_every_request(Indexes, first, then).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_ends_the_next_process_finishes_it() {
    of_indexes(Task::Run, Task::Run).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_ends_its_indexes_are_taken_back() {
    of_indexes(Task::Run, Task::Rollback).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_way_back_ends_the_next_process_finishes_it() {
    of_indexes(Task::Rollback, Task::Rollback).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_contract_ends_the_next_process_finishes_it() {
    of_indexes(Task::Contract, Task::Contract).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_change_of_expiry_ends_the_next_process_finishes_it_or_takes_it_back() {
    for is_on in [true, false] {
        for (first, then) in [
            (Task::Run, Task::Run),
            (Task::Run, Task::Rollback),
            (Task::Rollback, Task::Rollback),
        ] {
            at_every_request(Expiry { is_on }, first, then).await;
        }
    }
}
