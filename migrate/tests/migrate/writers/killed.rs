//! Processes that end in the middle of a migration, and are started again.

use std::future::Future;

use dynamite_migrate::Ending;
use dynamite_testkit::{Fault, Operation, Pause};

use super::naive::Loop;
use super::task::Task;
use super::{ITEMS, Ledger};
use crate::support::{Bed, fill};

/// Ends a process at its `nth` write of a thing, which never arrives.
async fn killed<F>(bed: &Bed, write: Operation, nth: u64, process: F)
where
    F: Future<Output: Send> + Send + 'static,
{
    let pause = Pause::new();
    let writes = bed.proxy.on(write).table("things").nth(nth);
    writes.fail(Fault::PauseBefore(pause.clone()));
    let mut process = tokio::spawn(process);
    tokio::select! {
        _ = &mut process => {}
        () = pause.reached() => process.abort(),
    }
    pause.cut();
    bed.proxy.settled().await;
    bed.proxy.clear();
}

async fn filled() -> Bed {
    let bed = Bed::new().await;
    fill(&bed.direct, ITEMS).await;
    bed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_that_was_killed_twice_is_carried_out_once() {
    for task in Task::ALL {
        let bed = filled().await;
        for nth in [20, 60] {
            let (engine, _) = task.engine(&bed.db).await;
            killed(&bed, Operation::UpdateItem, nth, async move {
                engine.run().await
            })
            .await;
        }
        let (engine, _) = task.engine(&bed.db).await;
        assert_eq!(engine.run().await.unwrap().ending, Ending::Done);
        let problems = Ledger::default().problems(&bed.direct, task).await;
        assert_eq!(problems, [""; 0], "{task:?}");
    }
}

/// What is wrong after a loop was killed and started again.
async fn problems_after(task: Task, naive: Loop) -> Vec<String> {
    let bed = filled().await;
    let db = bed.db.clone();
    killed(&bed, Operation::PutItem, 60, async move {
        naive.run(&db, task).await;
    })
    .await;
    naive.run(&bed.db, task).await;
    Ledger::default().problems(&bed.direct, task).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_loop_over_entities_that_was_killed_has_migrated_nothing_or_some_items_twice() {
    for task in Task::ALL {
        let problems = problems_after(task, Loop::Entities).await;
        let wrong = match task {
            Task::Add | Task::Rename => ITEMS,
            // Those that were stored before; the price of one of them is 0.
            Task::Transform => 58,
        };
        assert_eq!(problems.len(), wrong, "{task:?}: {problems:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_loop_over_whole_items_that_was_killed_transforms_some_of_them_twice() {
    let problems = problems_after(Task::Transform, Loop::WholeItems).await;
    assert_eq!(problems.len(), 58, "{problems:#?}");
}
