//! Processes that are stopped during a request, and go on once others have done something else.

use std::time::Duration;

use dynamite_testkit::{Fault, Operation, Pause};

use super::scenario::{MIXED, Scenario, WITH_WAY_BACK};
use super::worker::{Order, Worker};
use super::{check, done_here};
use crate::support::{Bed, Task, options, users};

const ITEMS: usize = 40;

/// A process that was stopped during a request.
struct Stopped {
    bed: Bed,
    scenario: &'static Scenario,
    process: Worker,
    pause: Pause,
}

impl Stopped {
    /// Stops a process in the middle of a task.
    async fn during(task: Task, scenario: &'static Scenario) -> Self {
        let items = (0..ITEMS).map(|number| scenario.expected(number, None));
        let bed = users(&items.collect::<Vec<_>>()).await;
        if task != Task::Run {
            done_here(Task::Run, &scenario.migrator(&bed.direct, options())).await;
        }
        let pause = Pause::new();
        let updates = bed.proxy.on(Operation::UpdateItem).table("users");
        updates.nth(10).fail(Fault::PauseBefore(pause.clone()));
        // One write at a time: others, signed and not sent when it stops, would arrive here, where
        // signatures do not age.
        let order = Order {
            endpoint: bed.proxy.endpoint(),
            access_key: bed.proxy.access_key(),
            scenario,
            task,
            lease: Duration::from_millis(500),
            page_size: 8,
            concurrency: 1,
        };
        let process = order.start();
        pause.reached().await;
        process.signal("-STOP").await;
        Self {
            bed,
            scenario,
            process,
            pause,
        }
    }

    /// Lets another process do tasks, then wakes the stopped one up, which finds its connection broken, and
    /// would try again.
    async fn wakes_after(self, tasks: &[Task]) {
        for task in tasks {
            let migrator = self.scenario.migrator(&self.bed.direct, options());
            done_here(*task, &migrator).await;
        }
        let done = tasks.last().copied();
        check(&self.bed.direct, self.scenario, ITEMS, done).await;
        self.pause.cut();
        self.process.signal("-CONT").await;
        let said = self.process.end().await;
        assert!(said.starts_with("failed "), "{said}");
        self.bed.proxy.settled().await;
        check(&self.bed.direct, self.scenario, ITEMS, done).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_wakes_up_after_the_contract_changes_nothing() {
    let stopped = Stopped::during(Task::Run, &MIXED).await;
    stopped.wakes_after(&[Task::Run, Task::Contract]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_wakes_up_after_the_way_back_changes_nothing() {
    let stopped = Stopped::during(Task::Run, &WITH_WAY_BACK).await;
    stopped.wakes_after(&[Task::Rollback]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contract_that_wakes_up_after_another_has_ended_it_changes_nothing() {
    let stopped = Stopped::during(Task::Contract, &MIXED).await;
    stopped.wakes_after(&[Task::Contract]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_back_that_wakes_up_after_another_has_ended_it_changes_nothing() {
    let stopped = Stopped::during(Task::Rollback, &WITH_WAY_BACK).await;
    stopped.wakes_after(&[Task::Rollback]).await;
}
