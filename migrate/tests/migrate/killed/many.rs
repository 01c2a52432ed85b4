//! Many items, and processes that are killed at random moments.

use std::time::{Duration, Instant};

use fastrand::Rng;

use super::scenario::{MIXED, Scenario, WITH_WAY_BACK};
use super::worker::Order;
use super::{check, done_here};
use crate::support::{Bed, Task, options, users};

/// Number of items that are migrated while processes are killed.
const ITEMS: &str = "DYNAMITE_MIGRATE_ITEMS";
/// Which moments are drawn.
const SEED: &str = "DYNAMITE_MIGRATE_SEED";
const KILLS: usize = 50;
/// Number of pages of a task.
const PAGES: usize = 400;

fn number(variable: &str, default: usize) -> usize {
    std::env::var(variable).map_or(default, |it| it.parse().unwrap())
}

/// A table, and processes that are killed at moments that a seed draws.
struct Killing {
    bed: Bed,
    scenario: &'static Scenario,
    items: usize,
    random: Rng,
    kills: usize,
}

impl Killing {
    async fn new(scenario: &'static Scenario) -> Self {
        let items = number(ITEMS, 4000);
        let all = (0..items).map(|number| scenario.expected(number, None));
        Self {
            bed: users(&all.collect::<Vec<_>>()).await,
            scenario,
            items,
            random: Rng::with_seed(number(SEED, 1) as u64),
            kills: 0,
        }
    }

    /// Lets processes do a task, until one has done it. So many of all are killed at most.
    async fn carry_out(&mut self, task: Task, at_most: usize) {
        let engine = &self.bed.engine;
        let order = Order {
            endpoint: engine.endpoint(),
            access_key: engine.access_key(),
            scenario: self.scenario,
            task,
            lease: Duration::from_millis(150),
            page_size: self.items.div_ceil(PAGES),
            concurrency: 16,
        };
        while self.kills < at_most {
            let mut process = order.start();
            // Before the first page, or during one.
            let pages = self.random.usize(..PAGES / 16);
            for _ in 0..pages {
                if process.says().await.as_deref() == Some("done Done") {
                    return self.check(task).await;
                }
            }
            let longest = if pages == 0 { 400 } else { 30 };
            let moment = self.random.u64(..longest);
            tokio::time::sleep(Duration::from_millis(moment)).await;
            process.kill().await;
            self.kills += 1;
        }
        let migrator = self.scenario.migrator(&self.bed.direct, options());
        done_here(task, &migrator).await;
        self.check(task).await;
    }

    async fn check(&self, task: Task) {
        let migrator = self.scenario.migrator(&self.bed.direct, options());
        let state = migrator.state().await.unwrap().unwrap();
        assert_eq!(state.status, task.done());
        let work = migrator.work().await.unwrap();
        let read: u64 = work.passes.iter().map(|pass| pass.counts.read).sum();
        assert_eq!(read, self.items as u64, "each item is counted once");
        check(&self.bed.direct, self.scenario, self.items, Some(task)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_fifty_times_a_run_and_its_contract_are_made_once() {
    let began = Instant::now();
    let mut killing = Killing::new(&MIXED).await;
    killing.carry_out(Task::Run, KILLS / 2).await;
    killing.carry_out(Task::Contract, KILLS).await;
    println!("{} kills, {:?}", killing.kills, began.elapsed());
    assert!(killing.kills >= KILLS / 2, "{} kills", killing.kills);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_a_run_and_its_way_back_leave_items_as_they_were() {
    let mut killing = Killing::new(&WITH_WAY_BACK).await;
    killing.carry_out(Task::Run, KILLS / 5).await;
    killing.carry_out(Task::Rollback, KILLS / 2).await;
    assert!(killing.kills >= KILLS / 4, "{} kills", killing.kills);
}
