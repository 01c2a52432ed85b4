//! Conditions of writes, and of going on: what was read has changed before the write arrives, and what is
//! recorded comes from someone else.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite_migrate::{
    ClientPhase as P, Clients, Ending, Error, Gate, Migrator, Options, Refusal, Report, WhenChanged,
};
use dynamite_testkit::{Fault, Operation, Pause};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::support::{
    Bed, Item, Planned, contracting, control_rows, newest, oldest, options, put_user, s,
    stored_users, texts, users,
};

const RENAME: [&str; 3] = [
    "name: string?",
    "full_name: string?",
    "rename: { from: name, to: full_name }",
];

const COPY: [&str; 3] = [
    "name: string?",
    "name: string?, alias: string?",
    "copy: { from: name, to: alias }",
];

const COMPUTED: [&str; 3] = [
    "name: string",
    "name: string, shout: string",
    "set: { field: shout, to: upper(name) }",
];

const ADD: [&str; 3] = [
    "name: string?",
    "name: string?, country: string",
    "add: { field: country, value: NO }",
];

/// A migration with one step, between two schemas that differ in the fields of users.
fn migrator_with(bed: &Bed, migration: [&str; 3], options: Options) -> Migrator {
    migrator_of(&bed.db, migration, options)
}

fn migrator_of(db: &Client, [before, after, step]: [&str; 3], options: Options) -> Migrator {
    let schema = |fields: &str| {
        format!("models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n")
    };
    let migration = format!("model: User\nsteps:\n  - {step}\n");
    let planned = Planned::of(&schema(before), &schema(after), &migration);
    planned.migrator(db, options)
}

fn migrator(bed: &Bed, migration: [&str; 3]) -> Migrator {
    migrator_with(bed, migration, options())
}

/// Holds the next update of a user back.
pub(crate) fn hold_update(bed: &Bed) -> Pause {
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("users");
    let fault = Fault::PauseBefore(pause.clone());
    updates.nth(1).times(1).fail(fault);
    pause
}

/// Lets a program write an item between the look of a migration at it and the migration's own write.
pub(crate) async fn overtaken(
    bed: &Bed,
    pause: &Pause,
    work: JoinHandle<Result<Report, Error>>,
    item: Item,
) -> Result<Report, Error> {
    pause.reached().await;
    put_user(bed, item).await;
    pause.release();
    work.await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_former_attribute_that_changes_before_it_is_removed_stays() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, RENAME);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    let pause = hold_update(&bed);
    let contract = tokio::spawn(async move {
        migrator
            .contract(contracting(true, WhenChanged::Reject))
            .await
    });
    let newer = texts([("id", "a"), ("name", "Eve"), ("full_name", "Ada")]);
    let result = overtaken(&bed, &pause, contract, newer.clone()).await;
    let error = result.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::TooManyRejects { .. }),
        "{error}"
    );
    assert_eq!(stored_users(&bed.direct).await["a"], newer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_former_attribute_is_looked_at_again_if_it_is_another_one_when_it_is_removed() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, RENAME);
    let _ = migrator.run(Clients::None, false).await.unwrap();
    let differs = |name| texts([("id", "a"), ("name", name), ("full_name", "Eve")]);
    put_user(&bed, differs("Ada")).await;
    let updates = || {
        let log = bed.proxy.log().into_iter();
        log.filter(|sent| sent.operation == Operation::UpdateItem && sent.tables == ["users"])
            .count()
    };
    let before = updates();
    let pause = hold_update(&bed);
    let contract = tokio::spawn(async move {
        migrator
            .contract(contracting(true, WhenChanged::Remove))
            .await
    });
    let report = overtaken(&bed, &pause, contract, differs("Zoe")).await;
    assert_eq!(report.unwrap().ending, Ending::Done);
    assert_eq!(updates() - before, 2);
    let left = texts([("id", "a"), ("full_name", "Eve")]);
    assert_eq!(stored_users(&bed.direct).await["a"], left);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_back_asks_again_if_what_a_value_was_computed_from_has_changed() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, COMPUTED);
    let _ = migrator.run(newest(P::Before), false).await.unwrap();
    let pause = hold_update(&bed);
    let back = tokio::spawn(async move {
        let clients = newest(P::Before);
        migrator.rollback(clients, WhenChanged::Reject).await
    });
    // The value is not what the run would give it any more.
    let newer = texts([("id", "a"), ("name", "Eve"), ("shout", "ADA")]);
    let error = overtaken(&bed, &pause, back, newer.clone()).await;
    let error = error.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::TooManyRejects { .. }),
        "{error}"
    );
    assert_eq!(stored_users(&bed.direct).await["a"], newer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_attribute_is_not_removed_once_the_former_one_is_there_again() {
    // An older program has removed the name that a newer one had written under both.
    let bed = users(&[texts([("id", "a"), ("full_name", "Ada")])]).await;
    let migrator = migrator(&bed, RENAME);
    let pause = hold_update(&bed);
    let run = tokio::spawn(async move { migrator.run(newest(P::Expand), false).await });
    let named = texts([("id", "a"), ("name", "Eve"), ("full_name", "Ada")]);
    let _ = overtaken(&bed, &pause, run, named).await.unwrap();
    let both = texts([("id", "a"), ("name", "Eve"), ("full_name", "Eve")]);
    assert_eq!(stored_users(&bed.direct).await["a"], both);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_does_not_replace_what_came_before_it() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, COPY);
    let pause = hold_update(&bed);
    let run = tokio::spawn(async move { migrator.run(newest(P::Expand), false).await });
    let aliased = texts([("id", "a"), ("name", "Ada"), ("alias", "Countess")]);
    let _ = overtaken(&bed, &pause, run, aliased.clone()).await.unwrap();
    assert_eq!(stored_users(&bed.direct).await["a"], aliased);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_null_that_came_between_is_not_copied() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, COPY);
    let pause = hold_update(&bed);
    let run = tokio::spawn(async move { migrator.run(newest(P::Expand), false).await });
    let mut nameless = texts([("id", "a")]);
    nameless.insert("name".to_owned(), AttributeValue::Null(true));
    let _ = overtaken(&bed, &pause, run, nameless.clone())
        .await
        .unwrap();
    assert_eq!(stored_users(&bed.direct).await["a"], nameless);
}

#[tokio::test]
async fn a_run_that_was_taken_back_is_surveyed_again() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, ADD);
    let _ = migrator.run(newest(P::Before), false).await.unwrap();
    let back = migrator.rollback(newest(P::Before), WhenChanged::Reject);
    let _ = back.await.unwrap();
    let other = texts([("id", "a"), ("name", "Ada"), ("country", "SE")]);
    put_user(&bed, other.clone()).await;
    let error = migrator.run(newest(P::Before), true).await.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::NoWayBack { .. }),
        "{error}"
    );
    assert_eq!(stored_users(&bed.direct).await["a"], other);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_died_is_waited_for_as_long_as_its_own_lease() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let lease = Duration::from_secs(2);
    let of_long_lease = Options { lease, ..options() };
    let dying = migrator_with(&bed, RENAME, of_long_lease);
    let pause = hold_update(&bed);
    let run = tokio::spawn(async move { dying.run(Clients::None, false).await });
    pause.reached().await;
    run.abort();
    let _ = run.await;
    pause.cut();
    let since = Instant::now();
    let report = migrator(&bed, RENAME).run(Clients::None, false).await;
    assert_eq!(report.unwrap().ending, Ending::Done);
    assert!(since.elapsed() >= lease, "{:?}", since.elapsed());
}

#[tokio::test]
async fn what_is_verified_before_a_run_has_ended_opens_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let updates = bed.proxy.on(Operation::UpdateItem).table("users");
    updates.always().fail(Fault::AccessDenied);
    let migrator = migrator(&bed, ADD);
    let error = migrator.run(newest(P::Before), false).await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::Item { .. }), "{error}");
    bed.proxy.clear();
    let done = texts([("id", "a"), ("name", "Ada"), ("country", "NO")]);
    put_user(&bed, done).await;
    let found = migrator.verify(oldest(P::Expand)).await.unwrap();
    assert!(found.is_clean());
    assert_eq!(control_rows(&bed.direct, "verification").await.len(), 0);
    let _ = migrator.run(newest(P::Before), false).await.unwrap();
    let gate = migrator.gate(Gate::Switch, Duration::ZERO).await.unwrap();
    assert!(!gate.is_open());
}

#[tokio::test]
async fn what_programs_of_contract_have_removed_is_nothing_left_to_do() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = migrator(&bed, RENAME);
    let _ = migrator.run(newest(P::Expand), false).await.unwrap();
    assert!(migrator.verify(oldest(P::Expand)).await.unwrap().is_clean());
    put_user(&bed, texts([("id", "a"), ("full_name", "Eve")])).await;
    for _ in 0..2 {
        let found = migrator.verify(oldest(P::Contract)).await.unwrap();
        assert!(found.is_clean(), "{found:?}");
    }
    let gate = migrator.gate(Gate::Contract, Duration::ZERO).await.unwrap();
    assert!(gate.is_open(), "{gate:?}");
}

#[tokio::test]
async fn what_was_allowed_when_a_run_began_is_allowed_until_it_is_done() {
    let bed = users(&[texts([("id", "a"), ("name", "ada")])]).await;
    let upper = [
        "name: string",
        "name: string",
        "set: { field: name, to: upper(name) }",
    ];
    let denied = bed.proxy.on(Operation::UpdateItem).table("users").always();
    denied.fail(Fault::AccessDenied);
    let allowed = Options {
        without_rollback: true,
        ..options()
    };
    let allowing = migrator_with(&bed, upper, allowed);
    let _ = allowing.run(Clients::None, false).await.unwrap_err();
    bed.proxy.clear();
    let migrator = migrator(&bed, upper);
    let resumed = migrator.resume(Clients::None, WhenChanged::Reject, false);
    assert_eq!(resumed.await.unwrap().ending, Ending::Done);
    let error = migrator.run(Clients::None, true).await.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::Irreversible { .. }),
        "{error}"
    );
    assert_eq!(stored_users(&bed.direct).await["a"]["name"], s("ADA"));
}
