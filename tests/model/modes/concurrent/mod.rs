//! Many tasks on few items, with faults and without. What was acknowledged is there once, one
//! writer wins, and unique values are unique.

mod tally;
mod tasks;

use dynamite::Ulid;
use futures_util::future::join_all;

use crate::bed::Bed;
use crate::command::{Batch, Command};
use crate::oracle::State;
use crate::run::run;
use crate::seeds::seeds;
use crate::spec::{KINDS, Kind};
use crate::stored::stored;
use crate::time::Time;
use crate::value::{Item, Value, n, s};

use tally::Tally;

const TASKS: u64 = 8;
const SEEDS: u64 = 3;
/// The share of requests that something happens to, in the test with faults.
const RATE: f64 = 0.15;

/// What an item is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// Numbers are added to it, and elements appended.
    Counter,
    /// It is claimed, by one at most.
    Prize,
    /// It is read and saved again.
    Draft,
    /// It is changed in transactions with tokens.
    Once,
}

const ROLES: [Role; 4] = [Role::Counter, Role::Prize, Role::Draft, Role::Once];

/// The key of an item with a role, which no random command has.
fn key(kind: Kind, role: Role) -> Item {
    let name = s(format!("{role:?}"));
    let parts: Vec<Value> = match kind {
        Kind::Stamp => vec![name, n(0)],
        Kind::Lease => vec![name, s("2026-01-01T00:00:00.000Z")],
        Kind::Voucher => vec![s(Ulid::from(1_000 + role as u128).to_string())],
        Kind::Vault | Kind::Deposit => vec![name],
    };
    let names = kind.spec().key.iter().map(|it| (*it).to_owned());
    names.zip(parts).collect()
}

fn entity(kind: Kind, role: Role) -> Item {
    let spec = kind.spec();
    let mut entity = key(kind, role);
    let name = format!("{role:?}");
    entity.extend([
        ("owner".to_owned(), s(&name)),
        ("title".to_owned(), s("one")),
        (
            "email".to_owned(),
            s(format!("{name}@example.com").to_lowercase()),
        ),
        ("state".to_owned(), s("free")),
        ("n".to_owned(), n(0)),
        ("level".to_owned(), n(5)),
        ("lines".to_owned(), Value::L(Vec::new())),
        ("notes".to_owned(), Value::M(Item::new())),
    ]);
    if let Some((name, form)) = spec.updated {
        entity.insert(name.to_owned(), Time::of_step(0).stored(form));
    }
    if let Some((name, _)) = spec.version {
        entity.insert(name.to_owned(), n(1));
    }
    entity
}

/// A bed with an item of each model for each role.
async fn prepared(with_faults: bool) -> Bed {
    let bed = if with_faults {
        Bed::proxied().await
    } else {
        Bed::new().await
    };
    for kind in KINDS {
        let entities = ROLES.map(|role| entity(kind, role)).to_vec();
        let create = Command::Batch(Batch::Create(kind, entities));
        run(&bed.db, &bed, &create).await;
    }
    bed
}

async fn run_seed(seed: u64, with_faults: bool) -> Vec<String> {
    let bed = prepared(with_faults).await;
    if let Some(proxy) = &bed.proxy {
        proxy.chaos(seed, RATE, super::faults::faults());
    }
    let tally = Tally::default();
    let tasks = (0..TASKS).map(|task| tasks::run_task(&bed, &tally, seed, task));
    join_all(tasks).await;
    if let Some(proxy) = &bed.proxy {
        proxy.clear();
        proxy.settled().await;
    }
    let found: State = stored(&bed.direct).await;
    let mut problems = tally.problems(&found, with_faults);
    problems.extend(found.guard_problems());
    problems.extend(found.orphans());
    problems
}

async fn check(with_faults: bool) {
    for seed in seeds(SEEDS) {
        let problems = run_seed(seed, with_faults).await;
        let problems = problems.join("\n");
        assert!(
            problems.is_empty(),
            "DYNAMITE_MODEL_SEED={seed}\n{problems}"
        );
    }
}

#[tokio::test]
async fn writers_at_the_same_time_do_not_lose_or_double_anything() {
    check(false).await;
}

#[tokio::test]
async fn nor_do_they_with_faults() {
    check(true).await;
}
