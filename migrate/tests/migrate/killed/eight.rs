//! Eight processes with the same task at once.

use std::time::Duration;

use dynamite_testkit::{Fault, Operation, Pause};
use tokio::task::JoinSet;

use super::scenario::{MIXED, Scenario, WITH_WAY_BACK};
use super::worker::Order;
use super::{check, done_here};
use crate::support::{Task, control_rows, options, users};

const ITEMS: usize = 60;

/// One process does a task after the run, and the others name it.
async fn one_of_eight(scenario: &'static Scenario, task: Task) {
    let items = (0..ITEMS).map(|number| scenario.expected(number, None));
    let bed = users(&items.collect::<Vec<_>>()).await;
    done_here(Task::Run, &scenario.migrator(&bed.direct, options())).await;
    // The one that works is held until the others have ended.
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("users").always();
    updates.fail(Fault::PauseBefore(pause.clone()));
    let order = Order {
        endpoint: bed.proxy.endpoint(),
        access_key: bed.proxy.access_key(),
        scenario,
        task,
        lease: Duration::from_secs(5),
        page_size: 8,
        concurrency: 4,
    };
    let mut processes = JoinSet::new();
    for _ in 0..8 {
        let process = order.start();
        processes.spawn(async { (process.id(), process.end().await) });
    }
    let mut held = Vec::new();
    while held.len() < 7 {
        let (_, said) = processes.join_next().await.unwrap().unwrap();
        held.push(said);
    }
    pause.release();
    let (worker, said) = processes.join_next().await.unwrap().unwrap();
    assert_eq!(said, "done Done");
    let name = format!("process {worker} on ");
    let is_named = |said: &String| said.starts_with("held ") && said.contains(&name);
    assert!(held.iter().all(is_named), "{held:#?}");
    let run = control_rows(&bed.direct, "run").await.remove(0);
    // They have begun one generation together.
    assert_eq!(run["generation"].as_n().unwrap(), "2");
    check(&bed.direct, scenario, ITEMS, Some(task)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_eight_processes_one_contracts_and_the_others_name_it() {
    one_of_eight(&MIXED, Task::Contract).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_eight_processes_one_takes_a_run_back_and_the_others_name_it() {
    one_of_eight(&WITH_WAY_BACK, Task::Rollback).await;
}
