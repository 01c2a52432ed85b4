//! Writers that change, create and delete items during a run.
//!
//! Every write that was acknowledged must be there in the end, and what was deleted must stay
//! deleted. The same is asked of a program that loads a table, changes the items and stores them:
//! it must fail.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamite::Client;
use dynamite_migrate::{Ending, Engine};
use tokio::task::JoinSet;

use crate::support::{Bed, Copy, Item, all, fill, n, options, pass, run, s};

const WRITERS: usize = 8;
const ITEMS: usize = 150;

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
    async fn problems(&self, db: &Client) -> Vec<String> {
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
        let unnamed = stored
            .iter()
            .filter(|(_, it)| it.get("name") != it.get("full_name"));
        problems.extend(unnamed.map(|(id, _)| format!("{id} has another full name")));
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

/// The writers, until they are stopped. They know nothing of `full_name`.
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
            let item = [("id", s(&id)), ("name", s("new"))];
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost_beside_a_run() {
    let bed = Bed::new().await;
    fill(&bed.direct, ITEMS).await;
    let copy = || pass("copy the name", Copy);
    let engine = Engine::new(bed.db.clone(), run("0003_full_name", copy()), options());
    let writers = Writers::start(&bed.direct);
    let first = engine.run().await.unwrap();
    assert_eq!(first.ending, Ending::Done);
    assert!(first.total().rewritten > 50, "{first:?}");
    let ledger = writers.stop().await;
    // The writers wrote only `name`, also behind the run: a second pass follows them.
    let second = engine.run_again().await.unwrap();
    assert_eq!((second.ending, second.generation), (Ending::Done, 2));
    assert_eq!(ledger.problems(&bed.direct).await, [""; 0]);
    assert!(engine.verify(&copy()).await.unwrap().is_clean());
}

/// The loop of a script: load, change, store.
async fn load_change_store(db: &Client) {
    for (_, mut item) in all(db).await {
        let name = item.get("name").cloned();
        item.extend(name.map(|name| ("full_name".to_owned(), name)));
        let put = db.sdk().put_item().table_name("things");
        put.set_item(Some(item)).send().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_that_stores_what_it_has_loaded_loses_writes() {
    let bed = Bed::new().await;
    fill(&bed.direct, ITEMS).await;
    let writers = Writers::start(&bed.direct);
    load_change_store(&bed.direct).await;
    let ledger = writers.stop().await;
    let copy = run("0003_full_name", pass("copy the name", Copy));
    let engine = Engine::new(bed.db.clone(), copy, options());
    let _ = engine.run().await.unwrap();
    let problems = ledger.problems(&bed.direct).await;
    assert!(
        !problems.is_empty(),
        "the test would not notice a lost write"
    );
}
