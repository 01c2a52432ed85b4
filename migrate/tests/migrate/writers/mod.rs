//! Writers that change, create and delete items during a migration, and processes that end in the
//! middle of one.
//!
//! Every write that was acknowledged must be there in the end, what was deleted must stay deleted, and
//! every item must be migrated, once. The same is asked of the loops that are usually written instead:
//! they must fail.

mod killed;
mod naive;
mod task;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamite::Client;
use dynamite_migrate::Ending;
use tokio::task::JoinSet;

use crate::support::{Bed, Item, all, fill, n, s};
use naive::Loop;
use task::Task;

const WRITERS: usize = 8;
const ITEMS: usize = 90;
const NOT_MIGRATED: &str = "is not migrated as it should be";

/// What the writers know of an item: all of it was acknowledged.
#[derive(Clone, Debug, Default)]
struct Known {
    is_deleted: bool,
    /// Number of additions to `hits`.
    hits: usize,
    /// The last value of each writer's own attribute.
    last: BTreeMap<usize, usize>,
}

/// What the writers did.
#[derive(Debug, Default)]
struct Ledger(Mutex<BTreeMap<String, Known>>);

impl Ledger {
    fn note(&self, id: &str, change: impl FnOnce(&mut Known)) {
        change(self.0.lock().unwrap().entry(id.to_owned()).or_default());
    }

    /// What does not agree with the stored items.
    async fn problems(&self, db: &Client, task: Task) -> Vec<String> {
        let stored = all(db).await;
        let known = self.0.lock().unwrap().clone();
        let mut problems = Vec::new();
        for (id, known) in &known {
            match stored.get(id) {
                None if known.is_deleted => {}
                None => problems.push(format!("{id} is gone")),
                Some(_) if known.is_deleted => problems.push(format!("{id} has come back")),
                Some(item) => problems.extend(known.lost(id, item)),
            }
        }
        let not_done = stored.iter().filter(|(_, item)| !task.is_done(item));
        problems.extend(not_done.map(|(id, _)| format!("{id} {NOT_MIGRATED}")));
        problems
    }
}

impl Known {
    /// What of the acknowledged writes is not in the item.
    fn lost(&self, id: &str, item: &Item) -> Vec<String> {
        let mut lost = Vec::new();
        if self.hits > 0 && item.get("hits") != Some(&n(self.hits)) {
            lost.push(format!("{id} has lost hits"));
        }
        for (writer, value) in &self.last {
            if item.get(&format!("w{writer}")) != Some(&n(value)) {
                lost.push(format!("{id} has lost a write of writer {writer}"));
            }
        }
        lost
    }
}

/// The writers, until they are stopped. They know nothing of the migration.
struct Writers {
    tasks: JoinSet<()>,
    is_over: Arc<AtomicBool>,
    ledger: Arc<Ledger>,
}

impl Writers {
    fn start(db: &Client) -> Self {
        let (is_over, ledger) = (Arc::<AtomicBool>::default(), Arc::<Ledger>::default());
        let mut tasks = JoinSet::new();
        for writer in 0..WRITERS {
            let (db, is_over) = (db.clone(), Arc::clone(&is_over));
            let ledger = Arc::clone(&ledger);
            tasks.spawn(async move {
                let mut step = 0;
                while !is_over.load(Ordering::Relaxed) {
                    step += 1;
                    write(&db, &ledger, writer, step).await;
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            });
        }
        Self {
            tasks,
            is_over,
            ledger,
        }
    }

    async fn stop(self) -> Arc<Ledger> {
        self.is_over.store(true, Ordering::Relaxed);
        self.tasks.join_all().await;
        self.ledger
    }
}

/// One write: most change an item, some create one, few delete one.
async fn write(db: &Client, ledger: &Ledger, writer: usize, step: usize) {
    let id = format!("{:06}", fastrand::usize(0..ITEMS));
    match fastrand::u8(0..80) {
        0 => delete(db, ledger, &id).await,
        1..10 => {
            let id = format!("new-{writer}-{step}");
            let item = [
                ("id", s(&id)),
                ("name", s("new")),
                ("price", n(task::PRICE)),
            ];
            let item = item.map(|(name, value)| (name.to_owned(), value));
            let put = db.sdk().put_item().table_name("things");
            put.set_item(Some(Item::from(item))).send().await.unwrap();
            ledger.note(&id, |_| {});
        }
        _ => change(db, ledger, &id, writer, step).await,
    }
}

async fn change(db: &Client, ledger: &Ledger, id: &str, writer: usize, step: usize) {
    let update = db.sdk().update_item().table_name("things");
    let changed = update
        .key("id", s(id))
        .condition_expression("attribute_exists(id)")
        .update_expression("SET #n = :n, #w = :w ADD hits :one")
        .expression_attribute_names("#n", "name")
        .expression_attribute_names("#w", format!("w{writer}"))
        .expression_attribute_values(":n", s(format!("by {writer}, {step}")))
        .expression_attribute_values(":w", n(step))
        .expression_attribute_values(":one", n(1))
        .send()
        .await;
    if changed.is_ok() {
        ledger.note(id, |known| {
            known.hits += 1;
            known.last.insert(writer, step);
        });
    }
}

async fn delete(db: &Client, ledger: &Ledger, id: &str) {
    let delete = db.sdk().delete_item().table_name("things");
    let deleted = delete.key("id", s(id)).send().await;
    deleted.unwrap();
    ledger.note(id, |known| known.is_deleted = true);
}

/// The migration, and then again for what the writers have written behind it.
async fn no_acknowledged_write_is_lost_beside(task: Task) {
    let bed = Bed::new().await;
    fill(&bed.direct, ITEMS).await;
    let (engine, passes) = task.engine(&bed.db).await;
    let writers = Writers::start(&bed.direct);
    let first = engine.run().await.unwrap();
    assert_eq!(first.ending, Ending::Done);
    assert!(first.total().rewritten > 50, "{first:?}");
    let ledger = writers.stop().await;
    let second = engine.run_again().await.unwrap();
    assert_eq!((second.ending, second.generation), (Ending::Done, 2));
    assert_eq!(ledger.problems(&bed.direct, task).await, [""; 0]);
    assert!(engine.verify(&passes.run).await.unwrap().is_clean());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_beside_an_added_attribute() {
    no_acknowledged_write_is_lost_beside(Task::Add).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_beside_a_rename() {
    no_acknowledged_write_is_lost_beside(Task::Rename).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_beside_a_transformation() {
    no_acknowledged_write_is_lost_beside(Task::Transform).await;
}

/// What is wrong after a loop has run beside the writers.
async fn problems_beside(task: Task, naive: Loop) -> Vec<String> {
    let bed = Bed::new().await;
    fill(&bed.direct, ITEMS).await;
    let writers = Writers::start(&bed.direct);
    naive.run(&bed.direct, task).await;
    writers.stop().await.problems(&bed.direct, task).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_loop_that_stores_whole_items_loses_writes() {
    for task in Task::ALL {
        let problems = problems_beside(task, Loop::WholeItems).await;
        let is_loss = |it: &String| it.contains("has lost") || it.contains("has come back");
        assert!(problems.iter().any(is_loss), "{task:?}: {problems:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_loop_over_entities_leaves_items_as_they_were_or_loses_writes() {
    for task in Task::ALL {
        let problems = problems_beside(task, Loop::Entities).await;
        let is_lost = problems.iter().any(|it| it.contains("has lost"));
        let is_left = |id: usize| problems.contains(&format!("{id:06} {NOT_MIGRATED}"));
        let left = (0..ITEMS).filter(|id| is_left(*id)).count();
        let expected = match task {
            // The default value is there as soon as an item is loaded, so nothing is ever stored.
            Task::Add => !is_lost && left > ITEMS / 2,
            // The new attribute is none of the model, and what others have added is neither.
            Task::Rename => is_lost && left > ITEMS / 2,
            Task::Transform => is_lost,
        };
        assert!(expected, "{task:?}: {problems:#?}");
    }
}
