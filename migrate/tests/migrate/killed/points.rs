//! Processes that are killed at each of their requests.

use std::sync::Arc;
use std::time::Duration;

use dynamite_testkit::{Fault, Pause};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::scenario::{MARKED, MIXED, RENAMED, Scenario};
use super::worker::Order;
use super::{check, done_here};
use crate::support::{Bed, Task, options, users};

const ITEMS: usize = 8;

async fn bed(scenario: &Scenario, task: Task) -> Bed {
    let items = (0..ITEMS).map(|number| scenario.expected(number, None));
    let bed = users(&items.collect::<Vec<_>>()).await;
    if task == Task::Contract {
        done_here(Task::Run, &scenario.migrator(&bed.direct, options())).await;
    }
    bed
}

/// Kills a process at a request, which is applied or not. Returns `false` if there was no such request.
async fn killed_at(scenario: &'static Scenario, task: Task, request: u64) -> bool {
    let bed = bed(scenario, task).await;
    let pause = Pause::new();
    let fault = if request.is_multiple_of(2) {
        Fault::PauseBefore(pause.clone())
    } else {
        Fault::PauseAfter(pause.clone())
    };
    bed.proxy.on_any().nth(request).fail(fault);
    let order = Order {
        endpoint: bed.proxy.endpoint(),
        access_key: bed.proxy.access_key(),
        scenario,
        task,
        lease: Duration::from_millis(600),
        page_size: 2,
        concurrency: 4,
    };
    let mut worker = order.start();
    loop {
        tokio::select! {
            () = pause.reached() => break,
            said = worker.says() => match said.as_deref() {
                Some("page") => {}
                said => {
                    assert_eq!(said, Some("done Done"), "{} {task:?} {request}", scenario.name);
                    return false;
                }
            }
        }
    }
    worker.kill().await;
    pause.cut();
    bed.proxy.settled().await;
    bed.proxy.clear();
    done_here(task, &scenario.migrator(&bed.db, options())).await;
    check(&bed.direct, scenario, ITEMS, Some(task)).await;
    true
}

async fn killed_at_every_request(scenario: &'static Scenario, task: Task) {
    let first = bed(scenario, task).await;
    done_here(task, &scenario.migrator(&first.db, options())).await;
    let requests = first.proxy.counts().all_requests();
    let places = Arc::new(Semaphore::new(8));
    let mut cases = JoinSet::new();
    for request in 1..=requests {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        cases.spawn(async move {
            let was_killed = killed_at(scenario, task, request).await;
            drop(place);
            was_killed
        });
    }
    let killed = cases.join_all().await.into_iter().filter(|it| *it).count();
    assert!(
        killed as u64 * 10 >= requests * 8,
        "{killed} of {requests} requests"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rename_is_finished_wherever_its_process_is_killed() {
    killed_at_every_request(&RENAMED, Task::Run).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_marked_step_is_made_once_wherever_its_process_is_killed() {
    killed_at_every_request(&MARKED, Task::Run).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contract_is_finished_wherever_its_process_is_killed() {
    killed_at_every_request(&MIXED, Task::Contract).await;
}
