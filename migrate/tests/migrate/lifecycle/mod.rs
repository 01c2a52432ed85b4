//! Random migrations, with everything that can go wrong: run, verified, and taken back or contracted.
//! Items are compared with what they were, and with an oracle that is written from the guide.

mod oracle;
mod random;
mod variants;

use std::collections::HashMap;
use std::time::Duration;

use dynamite_migrate::{
    Clients, Contracting, Ending, Error, Migrator, Options, Refusal, Report, WhenChanged,
};
use dynamite_testkit::Fault;
use tokio::task::JoinSet;

use crate::support::{Bed, Item, Planned, assert_same, options, sorted, stored_users, users};
use random::Case;

/// Number of random migrations.
const CASES: u64 = 48;

/// How often a process is begun for one task, before the test gives up.
const PROCESSES: u64 = 200;

/// What a process is to do.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Task {
    Run,
    Rollback,
    Contract,
}

/// A migration on a table, and the faults that its processes meet.
struct World {
    bed: Bed,
    planned: dynamite_migrate::Planned,
    options: Options,
    random: fastrand::Rng,
}

impl World {
    async fn of(case: &Case, seed: u64) -> Self {
        let planned = Planned::of(&case.before, &case.after, &case.migration);
        let bed = users(&case.items).await;
        let faults = [
            Fault::Throttling,
            Fault::HotPartition,
            Fault::InternalServerError { applied: true },
            Fault::CutAfter,
            Fault::CutBefore,
            Fault::EmptyPage,
            Fault::ShortPage { limit: 2 },
        ];
        bed.proxy.chaos(seed, 0.05, faults);
        Self {
            bed,
            planned: dynamite_migrate::Planned {
                migration: planned.migration,
                before: planned.before,
                after: planned.after,
                checksum: "checksum".to_owned(),
            },
            options: Options {
                lease: Duration::from_millis(1500),
                ..options()
            },
            random: fastrand::Rng::with_seed(seed),
        }
    }

    fn migrator(&self) -> Migrator {
        let (db, options) = (self.bed.db.clone(), self.options.clone());
        Migrator::new(db, self.planned.clone(), options).unwrap()
    }

    /// Begins processes that end at any moment, or are left alone, until one has done the task or says why
    /// it cannot be done.
    async fn done(&mut self, task: Task) -> Result<Report, Error> {
        for _ in 0..PROCESSES {
            let migrator = self.migrator();
            let process = tokio::spawn(async move { task.of(&migrator).await });
            if self.random.u8(..4) == 0 {
                tokio::time::sleep(Duration::from_millis(self.random.u64(1..400))).await;
                process.abort();
            }
            match process.await {
                Err(ended) if ended.is_cancelled() => {}
                Err(ended) => panic!("{ended}"),
                Ok(Err(error)) if error.is_retryable() => {}
                Ok(Ok(report)) if matches!(report.ending, Ending::Stopped | Ending::Paused) => {
                    panic!("nobody asked for that: {report:?}")
                }
                Ok(result) => return result,
            }
        }
        panic!("{task:?} is never done")
    }

    async fn items(&self) -> HashMap<String, Item> {
        stored_users(&self.bed.direct).await
    }
}

impl Task {
    async fn of(self, migrator: &Migrator) -> Result<Report, Error> {
        match self {
            Self::Run => migrator.run(Clients::None, false).await,
            Self::Rollback => migrator.rollback(Clients::None, WhenChanged::Reject).await,
            Self::Contract => {
                let contracting = Contracting {
                    is_exclusive: true,
                    apart: Duration::ZERO,
                    when_changed: WhenChanged::Reject,
                };
                migrator.contract(contracting).await
            }
        }
    }
}

/// Returns `true` if the migration was carried out, and not refused for what the items are.
async fn live(seed: u64) -> bool {
    let case = Case::random(seed);
    let mut world = World::of(&case, seed).await;
    let before: HashMap<_, _> = case
        .items
        .iter()
        .map(|item| (item["id"].as_s().unwrap().clone(), sorted(item.clone())))
        .collect();
    let obstacle = case
        .items
        .iter()
        .find_map(|item| oracle::obstacle(&case, item));
    let ran = world.done(Task::Run).await;
    match (&ran, obstacle) {
        (Err(error), Some(_)) => {
            let is_of_survey = matches!(
                error.refusal(),
                Refusal::TooManyRejects { .. }
                    | Refusal::Overwrites { .. }
                    | Refusal::NoWayBack { .. }
            );
            assert!(is_of_survey, "seed {seed}: {error}");
            assert_same(&world.items().await, &before);
            return false;
        }
        (Ok(_), None) => {}
        (ran, obstacle) => panic!("seed {seed}: {ran:?}, although {obstacle:?}\n{case:#?}"),
    }
    let expected = |change: fn(&Case, &mut Item)| {
        let mut items = before.clone();
        for item in items.values_mut() {
            change(&case, item);
        }
        items
    };
    assert_same(&world.items().await, &expected(oracle::run));
    let found = loop {
        match world.migrator().verify(Clients::None).await {
            Ok(found) => break found,
            Err(error) => assert!(error.is_retryable(), "seed {seed}: {error}"),
        }
    };
    assert!(found.is_clean(), "seed {seed}: {found:?}");
    if seed.is_multiple_of(2) {
        let _ = world.done(Task::Rollback).await.unwrap();
        assert_same(&world.items().await, &before);
    } else {
        let _ = world.done(Task::Contract).await.unwrap();
        assert_same(&world.items().await, &expected(oracle::contract));
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_migrations_end_as_the_guide_says_or_leave_items_as_they_were() {
    let mut lives = JoinSet::new();
    let mut carried_out = 0;
    for seed in 0..CASES {
        if lives.len() >= 8 {
            carried_out += u64::from(lives.join_next().await.unwrap().unwrap());
        }
        lives.spawn(live(seed));
    }
    while let Some(life) = lives.join_next().await {
        carried_out += u64::from(life.unwrap());
    }
    // Both happen often enough to mean something.
    assert!((CASES / 4..CASES).contains(&carried_out), "{carried_out}");
}
