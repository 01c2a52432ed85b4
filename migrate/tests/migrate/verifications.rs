//! What verifications look for, record and wait for, and what gates make of that.

use std::time::{Duration, Instant};

use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamite::Client;
use dynamite_migrate::{ClientPhase as P, Clients, Gate, Migrator, Options, WhenChanged};

use crate::conditions::hold_update;
use crate::support::{
    Bed, Planned, contracting, control_rows, newest, oldest, options, put_user, texts, users,
};

/// The schemas before and after, and the steps between them.
type Change = [String; 3];

fn change(fields: [&str; 2], steps: &str) -> Change {
    let schema = |fields: &str| {
        format!("models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n")
    };
    let steps = format!("model: User\nsteps:\n{steps}");
    [schema(fields[0]), schema(fields[1]), steps]
}

fn migrator(bed: &Bed, [before, after, steps]: &Change) -> Migrator {
    Planned::of(before, after, steps).migrator(&bed.db, options())
}

fn renamed() -> Change {
    change(
        ["name: string?", "full_name: string?"],
        "  - rename: { from: name, to: full_name }\n",
    )
}

async fn clean(bed: &Bed, change: &Change, clients: Clients) -> bool {
    migrator(bed, change)
        .verify(clients)
        .await
        .unwrap()
        .is_clean()
}

async fn is_open(bed: &Bed, change: &Change, gate: Gate) -> bool {
    let state = migrator(bed, change).gate(gate, Duration::ZERO).await;
    state.unwrap().is_open()
}

/// Options under which requests may arrive for longer than a test takes.
fn patient() -> Options {
    Options {
        longest_request: Duration::from_secs(4),
        ..options()
    }
}

/// A client that repeats a request soon.
fn impatient(bed: &Bed) -> Client {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(300));
    let config = bed.db.sdk().config().to_builder();
    Client::from_config(config.timeout_config(timeouts.build()).build())
}

#[tokio::test]
async fn the_gates_of_what_is_contracted_are_open() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let _ = migrator(&bed, &change)
        .run(Clients::None, false)
        .await
        .unwrap();
    let _ = migrator(&bed, &change)
        .contract(contracting(true, WhenChanged::Reject))
        .await
        .unwrap();
    assert!(
        is_open(&bed, &change, Gate::Switch).await && is_open(&bed, &change, Gate::Contract).await
    );
}

#[tokio::test]
async fn only_the_first_gate_can_be_too_late() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let _ = migrator(&bed, &change)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    assert!(clean(&bed, &change, oldest(P::Contract)).await);
    let state = migrator(&bed, &change)
        .gate(Gate::Contract, Duration::ZERO)
        .await
        .unwrap();
    let said: Vec<_> = state
        .missing
        .iter()
        .map(|it| it.contains("contract --exclusive --changed keep"))
        .collect();
    assert_eq!(said, [true, false], "{:?}", state.missing);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verification_that_opens_no_gate_waits_for_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let of = |db: &Client| Planned::of(&change[0], &change[1], &change[2]).migrator(db, patient());
    let pause = hold_update(&bed);
    let _ = of(&impatient(&bed))
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    let began = Instant::now();
    assert!(of(&bed.db).verify(Clients::None).await.unwrap().is_clean());
    assert!(
        began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    pause.release();
    bed.proxy.settled().await;
}

#[tokio::test]
async fn a_clean_verification_without_a_word_writes_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let _ = migrator(&bed, &change)
        .run(Clients::None, false)
        .await
        .unwrap();
    assert!(clean(&bed, &change, Clients::UNKNOWN).await);
    assert_eq!(control_rows(&bed.direct, "verification").await.len(), 0);
}

#[tokio::test]
async fn what_is_found_without_a_word_closes_the_gates() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let _ = migrator(&bed, &change)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    assert!(
        clean(&bed, &change, oldest(P::Expand)).await && is_open(&bed, &change, Gate::Switch).await
    );
    put_user(&bed, texts([("id", "b"), ("name", "Bob")])).await;
    assert!(!clean(&bed, &change, Clients::UNKNOWN).await);
    assert!(!is_open(&bed, &change, Gate::Switch).await);
}

#[tokio::test]
async fn beside_the_last_phase_a_verification_does_not_follow_former_attributes() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let _ = migrator(&bed, &change)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    assert!(clean(&bed, &change, oldest(P::Expand)).await);
    put_user(&bed, texts([("id", "b"), ("full_name", "Bob")])).await;
    assert!(clean(&bed, &change, oldest(P::Switch)).await);
    assert!(is_open(&bed, &change, Gate::Switch).await);
}

#[tokio::test]
async fn what_follows_nothing_is_looked_for_in_all_phases() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = self::change(
        ["name: string?", "name: string?, country: string?"],
        "  - add: { field: country, value: NO }\n",
    );
    let _ = migrator(&bed, &change)
        .run(newest(P::Before), false)
        .await
        .unwrap();
    put_user(&bed, texts([("id", "b"), ("name", "Bob")])).await;
    assert!(!clean(&bed, &change, oldest(P::Switch)).await);
}

#[tokio::test]
async fn after_a_way_back_its_leftovers_are_looked_for_in_all_phases() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let _ = migrator(&bed, &change)
        .run(newest(P::Expand), false)
        .await
        .unwrap();
    let _ = migrator(&bed, &change)
        .rollback(newest(P::Expand), WhenChanged::Reject)
        .await
        .unwrap();
    put_user(
        &bed,
        texts([("id", "a"), ("name", "Bob"), ("full_name", "Bob")]),
    )
    .await;
    assert!(!clean(&bed, &change, oldest(P::Contract)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verification_of_what_was_taken_back_waits_for_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = renamed();
    let of = |db: &Client| Planned::of(&change[0], &change[1], &change[2]).migrator(db, patient());
    let _ = of(&bed.db).run(Clients::None, false).await.unwrap();
    let pause = hold_update(&bed);
    let _ = of(&impatient(&bed))
        .rollback(Clients::None, WhenChanged::Reject)
        .await
        .unwrap();
    let began = Instant::now();
    assert!(
        of(&bed.db)
            .verify(oldest(P::Expand))
            .await
            .unwrap()
            .is_clean()
    );
    assert!(
        began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    pause.release();
    bed.proxy.settled().await;
}
