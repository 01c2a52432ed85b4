//! Another program, or another worker, writes an item after a run has read it and before its update arrives.

use dynamite_migrate::{Clients, Options};
use dynamite_testkit::{Fault, Operation, Pause};
use fastrand::Rng;
use tokio::task::JoinSet;

use super::random::{Case, VERSION, interfere, versioned};
use crate::support::{Planned, n, options, put_user, sorted, stored_users, users};

/// Number of random migrations.
const CASES: u64 = 120;

/// Lets an item be another one when it is written than when it was read. Returns `false` if nothing was due.
async fn overtaken(seed: u64) -> bool {
    let case = Case::random(seed);
    let mut items = case.items.iter();
    let Some(before) = items.next() else {
        return false;
    };
    let after = match items.next() {
        // Whatever another program makes of it.
        Some(other) if !seed.is_multiple_of(3) => {
            let mut other = other.clone();
            other.insert("id".to_owned(), before["id"].clone());
            interfere(&case, &mut Rng::with_seed(seed), &mut other);
            sorted(other)
        }
        // What another worker makes of it.
        _ => case.run(before),
    };
    if case.survey(&after).is_rejected {
        // By a step that need not have been due before: the others may be made.
        return false;
    }
    let bed = users(&versioned(std::slice::from_ref(before))).await;
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("users");
    updates.nth(1).fail(Fault::PauseBefore(pause.clone()));
    let options = Options {
        may_overwrite: true,
        may_refill: true,
        without_rollback: true,
        max_rejects: u64::MAX,
        ..options()
    };
    let planned = Planned::of(&case.before, &case.after, &case.migration);
    let migrator = planned.migrator(&bed.db, options);
    let mut run = Box::pin(migrator.run(Clients::None, false));
    tokio::select! {
        report = &mut run => {
            let _ = report.unwrap();
            return false;
        }
        () = pause.reached() => {}
    }
    put_user(&bed, versioned(std::slice::from_ref(&after)).remove(0)).await;
    pause.release();
    let _ = run.await.unwrap();
    // What was not due when it was read is done by the next run. What was lost would stay lost.
    let _ = migrator.run(Clients::None, true).await.unwrap();
    let mut found = stored_users(&bed.direct)
        .await
        .into_values()
        .next()
        .unwrap();
    let version = found.remove(VERSION);
    let expected = case.run(&after);
    // Another worker has made all of it.
    let is_done = after == case.run(before);
    assert!(
        !is_done || version == Some(n(3)),
        "seed {seed}: {version:?}"
    );
    assert_eq!(
        found, expected,
        "seed {seed}: {before:?} was {after:?}, {:?}",
        case.parts
    );
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_written_between_reading_and_writing_is_what_steps_are_made_on() {
    let mut cases = JoinSet::new();
    let mut overtaken_ones = 0;
    for seed in 0..super::cases(CASES) {
        if cases.len() >= 8 {
            overtaken_ones += u64::from(cases.join_next().await.unwrap().unwrap());
        }
        cases.spawn(overtaken(seed));
    }
    let last = cases.join_all().await.into_iter().filter(|it| *it).count();
    overtaken_ones += last as u64;
    assert!(overtaken_ones > CASES / 3, "{overtaken_ones}");
}
