//! Every request of a migration of tables is a point at which its process may end.

use std::sync::Arc;

use dynamite_migrate::{Clients, Ending, Error, Migrator, Report};
use dynamite_testkit::{Fault, Feature, Operation, Pause, Recorded};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{contract, indexes, mailed, migrator, rollback, run, users};
use crate::support::Bed;

const STEPS: &str = "  - rename: { from: name, to: full_name }
  - index: { add: by_name }
  - index: { replace: by_role }
";

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Task {
    Run,
    Rollback,
    Contract,
}

/// What becomes of the request at which a process ends.
#[derive(Clone, Copy, Debug)]
enum Last {
    Lost,
    Applied,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_ends_the_next_process_finishes_it() {
    at_every_request(Task::Run, Task::Run, &["by_name", "role_1", "role_2"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_ends_its_indexes_are_taken_back() {
    at_every_request(Task::Run, Task::Rollback, &["role_1"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_way_back_ends_the_next_process_finishes_it() {
    at_every_request(Task::Rollback, Task::Rollback, &["role_1"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_contract_ends_the_next_process_finishes_it() {
    at_every_request(Task::Contract, Task::Contract, &["by_name", "role_2"]).await;
}

impl Task {
    async fn carry_out(self, migrator: &Migrator) -> Result<Report, Error> {
        match self {
            Self::Run => run(migrator).await,
            Self::Rollback => rollback(migrator).await,
            Self::Contract => contract(migrator).await,
        }
    }
}

async fn at_every_request(first: Task, then: Task, expected: &'static [&'static str]) {
    if Bed::new().await.engine.lacks(Feature::IndexesActiveAtOnce) {
        return;
    }
    let bed = bed(first).await;
    let done = first.carry_out(&migrator(&bed.db, STEPS)).await.unwrap();
    assert_eq!(done.ending, Ending::Done);
    // All requests that have to do with the tables, and some around them.
    let log = bed.proxy.log();
    let is_change = |it: &Recorded| it.operation == Operation::UpdateTable;
    let begin = log.iter().position(is_change).unwrap().saturating_sub(5);
    let end = log.iter().rposition(is_change).unwrap() + 6;
    let places = Arc::new(Semaphore::new(16));
    let mut cases = JoinSet::new();
    for request in (begin + 1)..=end.min(log.len()) {
        for last in [Last::Lost, Last::Applied] {
            let place = Arc::clone(&places).acquire_owned().await.unwrap();
            let request = u64::try_from(request).unwrap();
            cases.spawn(async move {
                let has_crashed = crash((first, then), (request, last), expected).await;
                drop(place);
                has_crashed
            });
        }
    }
    let crashes = cases.join_all().await.into_iter().filter(|it| *it).count();
    assert!(crashes >= 15, "{crashes} crashes");
}

async fn bed(first: Task) -> Bed {
    let bed = users(&[mailed("a", "a@example.org"), mailed("b", "b@example.org")]).await;
    if first != Task::Run {
        let _ = run(&migrator(&bed.direct, STEPS)).await.unwrap();
    }
    bed
}

/// Ends a process at a request, and lets another one finish the work.
async fn crash(
    (first, then): (Task, Task),
    (request, last): (u64, Last),
    expected: &[&str],
) -> bool {
    let at = (first, request, last);
    let bed = bed(first).await;
    let pause = Pause::new();
    let fault = match last {
        Last::Lost => Fault::PauseBefore(pause.clone()),
        Last::Applied => Fault::PauseAfter(pause.clone()),
    };
    bed.proxy.on_any().nth(request).fail(fault);
    let worker = migrator(&bed.db, STEPS);
    let mut worker = tokio::spawn(async move { first.carry_out(&worker).await });
    tokio::select! {
        result = &mut worker => {
            assert_eq!(result.unwrap().unwrap().ending, Ending::Done, "{at:?}");
            return false;
        }
        () = pause.reached() => worker.abort(),
    }
    assert!(worker.await.is_err(), "it has ended");
    pause.cut();
    bed.proxy.settled().await;
    bed.proxy.clear();
    let next = migrator(&bed.db, STEPS);
    let is_recorded = next.state().await.unwrap().is_some();
    if !is_recorded && then == Task::Rollback {
        assert_eq!(indexes(&bed.direct).await, ["role_1"], "{at:?}");
        return true;
    }
    let report = then.carry_out(&next).await;
    let report = report.unwrap_or_else(|error| panic!("{at:?}: {error}"));
    assert!(
        matches!(report.ending, Ending::Done | Ending::DoneBefore),
        "{at:?}: {report:?}"
    );
    assert_eq!(indexes(&bed.direct).await, expected, "{at:?}");
    if then == Task::Run {
        let found = next.verify(Clients::None).await.unwrap();
        assert!(found.is_clean(), "{at:?}: {found:?}");
    }
    true
}
