//! The migration of the rename, and its processes.

use std::time::Duration;

use dynamite::Client;
use dynamite_migrate::{
    ClientPhase, Clients, Contracting, Ending, Error, Gate, Migrator, Options, Planned, Report,
    WhenChanged,
};
use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;
use dynamite_testkit::Engine;

use super::{start, told};

const STEPS: &str = "
model: Traveller
steps:
  - rename: { from: full_name, to: full_name }
  - rename: { from: visits, to: visits }
  - rename: { from: labels, to: labels }
  - rename: { from: journal, to: journal }
  - rename: { from: prices, to: prices }
  - rename: { from: office.street, to: office.street }
  - rename: { from: office.floor, to: office.floor }
  - rename: { from: office.desks, to: office.desks }
  - index: { replace: by_name }
  - index: { replace: by_nick }
";

/// The schema of travellers alone: what follows them in the file is of other migrations. They have no home here: no
/// migration renames a field and those inside it at once.
fn schema(text: &str) -> Schema {
    let (travellers, others) = text.split_once("    relations:").expect("relations");
    let (_, types) = others.split_once("types:").expect("types");
    let has_home = |line: &&str| line.trim_start().starts_with("home:");
    let travellers = travellers.lines().filter(|line| !has_home(line));
    let travellers = travellers.collect::<Vec<_>>().join("\n");
    let mut sources = Sources::default();
    sources.add("travellers.yaml", format!("{travellers}\ntypes:{types}"));
    dynamite_schema::check(sources).expect("a schema").schema
}

/// The migration, as this process carries it out.
pub(super) struct Migration(Migrator);

impl Migration {
    pub(super) fn new(db: &Client) -> Self {
        let before = schema(include_str!("../schemas/before/travellers.yaml"));
        let after = schema(include_str!("../schemas/after/travellers.yaml"));
        let planned = Planned::of("0001_rename.yaml", STEPS, before, after).expect("a migration");
        let options = Options {
            lease: Duration::from_millis(600),
            longest_request: Duration::from_millis(600),
            page_size: Some(10),
            segments: 2,
            ..Options::default()
        };
        Self(Migrator::new(db.clone(), planned, options).expect("a migrator"))
    }

    async fn once(&self, task: &str, again: bool) -> Result<Report, Error> {
        let beside = Clients::Between(None, Some(ClientPhase::Expand));
        if task == "run" {
            return self.0.run(beside, again).await;
        }
        let contracting = Contracting {
            is_exclusive: false,
            apart: Duration::ZERO,
            when_changed: WhenChanged::Reject,
            again: false,
        };
        self.0.contract(contracting).await
    }

    async fn done(&self, task: &str, again: bool) {
        loop {
            match self.once(task, again).await {
                Ok(report) => {
                    let is_done = matches!(report.ending, Ending::Done | Ending::DoneBefore);
                    assert!(is_done, "{report:?}");
                    return;
                }
                Err(error) => assert!(error.is_retryable(), "{error}"),
            }
        }
    }

    /// Lets processes do a task that are killed, and finishes it.
    pub(super) async fn carried_out(&self, engine: &Engine, task: &str, kills: u32) {
        for _ in 0..kills {
            let mut process = start("processes::migrator::migrator_process", engine, task, "");
            let moment = Duration::from_millis(fastrand::u64(50..1200));
            tokio::time::sleep(moment).await;
            process.kill().await.expect("a signal");
        }
        self.done(task, false).await;
    }

    pub(super) async fn again(&self) {
        self.done("run", true).await;
    }

    /// Returns `true` if nothing is left to do.
    pub(super) async fn verify(&self, clients: Clients) -> bool {
        self.0.verify(clients).await.expect("items").is_clean()
    }

    pub(super) async fn is_open(&self, gate: Gate) -> bool {
        let state = self.0.gate(gate, Duration::ZERO).await;
        state.expect("a gate").is_open()
    }

    /// Lets programs write for a while.
    pub(super) async fn pause(&self) {
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

/// Does a task. As a test of its own it does nothing.
#[tokio::test]
async fn migrator_process() {
    if let Some((db, task, _)) = told() {
        Migration::new(&db).done(&task, false).await;
    }
}
