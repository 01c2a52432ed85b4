//! Random migrations, with everything that can go wrong: run, verified, and taken back or contracted.
//! Items are compared with what they were, and with an oracle that is written from the guide.

mod former;
mod oracle;
mod overtaken;
mod parts;
mod random;
mod values;

use std::collections::HashMap;
use std::time::Duration;

use dynamite_migrate::{Clients, Ending, Error, Migrator, Options, Refusal, Report, Verification};
use dynamite_testkit::Fault;
use tokio::task::JoinSet;

use crate::support::{Bed, Item, Planned, Task, assert_same, options, stored_users, users};
use oracle::Obstacle;
use random::{Case, VERSION, versioned};

/// Number of random migrations.
const CASES: u64 = 64;

/// Set to try more of them.
const SEEDS: &str = "DYNAMITE_MIGRATION_SEEDS";

/// Number of random migrations, unless more are wanted.
pub(crate) fn cases(default: u64) -> u64 {
    std::env::var(SEEDS).map_or(default, |cases| cases.parse().unwrap())
}

/// How often a process is begun for one task, before the test gives up.
const PROCESSES: u64 = 200;

/// A migration on a table, and the faults that its processes meet.
struct World {
    bed: Bed,
    planned: Planned,
    options: Options,
    random: fastrand::Rng,
}

impl World {
    async fn of(case: &Case, seed: u64) -> Self {
        let planned = Planned::of(&case.before, &case.after, &case.migration);
        let bed = users(&versioned(&case.items)).await;
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
            planned,
            options: Options {
                lease: Duration::from_millis(1500),
                may_overwrite: case.may_overwrite,
                without_rollback: case.without_rollback,
                max_rejects: if case.may_reject { u64::MAX } else { 0 },
                ..options()
            },
            random: fastrand::Rng::with_seed(seed),
        }
    }

    fn migrator(&self) -> Migrator {
        let planned = self.planned.clone();
        planned.migrator(&self.bed.db, self.options.clone())
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

    /// All items, without their versions.
    async fn items(&self) -> HashMap<String, Item> {
        let mut items = stored_users(&self.bed.direct).await;
        for item in items.values_mut() {
            item.remove(VERSION);
        }
        items
    }

    async fn verify(&self) -> Verification {
        loop {
            match self.migrator().verify(Clients::None).await {
                Ok(found) => return found,
                Err(error) => assert!(error.is_retryable(), "{error}"),
            }
        }
    }
}

/// What becomes of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Refused,
    /// With items that it rejects.
    RunInPart,
    TakenBack,
    Contracted,
    ContractedInPart,
}

/// All items, by their ids.
fn items_as(case: &Case, change: impl Fn(&Case, &Item) -> Item) -> HashMap<String, Item> {
    let items = case.items.iter().map(|item| change(case, item));
    let named = items.map(|item| (item["id"].as_s().unwrap().clone(), item));
    named.collect()
}

/// Why a run was refused.
fn obstacle(error: &Error) -> Option<Obstacle> {
    Some(match error.refusal() {
        Refusal::Irreversible { .. } | Refusal::NoRecord { .. } => Obstacle::Irreversible,
        Refusal::TooManyRejects { .. } => Obstacle::Rejects,
        Refusal::Overwrites { .. } => Obstacle::Overwrites,
        Refusal::NoWayBack { .. } => Obstacle::NoWayBack,
        _ => return None,
    })
}

async fn live(seed: u64) -> End {
    let case = Case::random(seed);
    let mut world = World::of(&case, seed).await;
    let before = items_as(&case, |_, item| item.clone());
    match (world.done(Task::Run).await, case.obstacle()) {
        (Err(error), Some(expected)) => {
            assert_eq!(obstacle(&error), Some(expected), "seed {seed}: {error}");
            assert_same(&world.items().await, &before);
            return End::Refused;
        }
        (Ok(_), None) => {}
        (ran, expected) => panic!("seed {seed}: {ran:?}, although {expected:?}\n{case:#?}"),
    }
    let ran = items_as(&case, Case::run);
    assert_same(&world.items().await, &ran);
    let found = world.verify().await;
    let left = (found.remaining, found.rejected);
    assert_eq!(left, (0, case.rejected() as u64), "seed {seed}: {found:?}");
    if seed.is_multiple_of(2) {
        taken_back(&case, &mut world, [&before, &ran]).await
    } else {
        contracted(&case, &mut world, &ran).await
    }
}

/// Takes a run back, if that is possible.
async fn taken_back(
    case: &Case,
    world: &mut World,
    [before, ran]: [&HashMap<String, Item>; 2],
) -> End {
    let back = world.done(Task::Rollback).await;
    if case.changes_former() || case.has_no_way_back() {
        let error = back.unwrap_err();
        assert!(
            matches!(
                obstacle(&error),
                Some(Obstacle::Irreversible | Obstacle::NoWayBack)
            ),
            "{error}"
        );
        assert_same(&world.items().await, ran);
        return End::RunInPart;
    }
    let _ = back.unwrap();
    assert_same(&world.items().await, before);
    End::TakenBack
}

async fn contracted(case: &Case, world: &mut World, ran: &HashMap<String, Item>) -> End {
    let result = world.done(Task::Contract).await;
    let is_refused = case.items.iter().any(|item| case.contract(item).is_none());
    let contracted = items_as(case, |case, item| {
        case.contract(item).unwrap_or_else(|| case.run(item))
    });
    if !is_refused || case.may_reject {
        let _ = result.unwrap();
        let mut expected = contracted;
        let items = world.items().await;
        // What the run has rejected may be rejected by the contract too, as a whole.
        for (id, original) in items_as(case, |_, item| item.clone()) {
            if case.survey(&original).is_rejected && items[&id] == ran[&id] {
                let left = ran[&id].clone();
                expected.insert(id, left);
            }
        }
        assert_same(&items, &expected);
        return if case.rejected() > 0 {
            End::RunInPart
        } else {
            End::Contracted
        };
    }
    assert_eq!(obstacle(&result.unwrap_err()), Some(Obstacle::Rejects));
    // Others may have been contracted before.
    for (id, item) in world.items().await {
        assert!(item == ran[&id] || item == contracted[&id], "{id}");
    }
    End::ContractedInPart
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_migrations_end_as_the_guide_says_or_leave_items_as_they_were() {
    let mut lives = JoinSet::new();
    let mut ends = Vec::new();
    for seed in 0..cases(CASES) {
        if lives.len() >= 8 {
            ends.push(lives.join_next().await.unwrap().unwrap());
        }
        lives.spawn(live(seed));
    }
    ends.extend(lives.join_all().await);
    // Each happens often enough to mean something.
    for end in [
        End::Refused,
        End::RunInPart,
        End::TakenBack,
        End::Contracted,
    ] {
        let count = ends.iter().filter(|it| **it == end).count();
        assert!(count >= 4, "{end:?} {count} times");
    }
}
