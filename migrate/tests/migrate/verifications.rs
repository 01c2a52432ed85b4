//! What verifications look for, record and wait for, and what gates make of that.

use std::time::{Duration, Instant};

use dynamite::Client;
use dynamite_migrate::{ClientPhase as P, Clients, Gate, WhenChanged};

use crate::conditions::hold_update;
use crate::support::{
    Change, contracting, control_rows, impatient, newest, oldest, patient, put_user, texts, users,
};

#[tokio::test]
async fn the_gates_of_what_is_contracted_are_open() {
    let change = Change::renamed();
    let bed = change.ran(Clients::None).await;
    let _ = change
        .migrator(&bed)
        .contract(contracting(true, WhenChanged::Reject))
        .await
        .unwrap();
    assert!(change.is_open(&bed, Gate::Switch).await && change.is_open(&bed, Gate::Contract).await);
}

#[tokio::test]
async fn only_the_first_gate_can_be_too_late() {
    let change = Change::renamed();
    let bed = change.ran(newest(P::Expand)).await;
    assert!(change.is_clean(&bed, oldest(P::Contract)).await);
    let state = change
        .migrator(&bed)
        .gate(Gate::Contract, Duration::ZERO)
        .await
        .unwrap();
    let said: Vec<_> = state
        .missing
        .iter()
        .map(|it| it.contains("contract --exclusive --changed remove"))
        .collect();
    assert_eq!(said, [true, false], "{:?}", state.missing);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verification_that_opens_no_gate_waits_for_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = Change::renamed();
    let of = |db: &Client| change.on(db, patient());
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
    let change = Change::renamed();
    let bed = change.ran(Clients::None).await;
    assert!(change.is_clean(&bed, Clients::UNKNOWN).await);
    assert_eq!(control_rows(&bed.direct, "verification").await.len(), 0);
}

#[tokio::test]
async fn what_is_found_without_a_word_closes_the_gates() {
    let change = Change::renamed();
    let bed = change.ran(newest(P::Expand)).await;
    assert!(
        change.is_clean(&bed, oldest(P::Expand)).await && change.is_open(&bed, Gate::Switch).await
    );
    put_user(&bed, texts([("id", "b"), ("name", "Bob")])).await;
    assert!(!change.is_clean(&bed, Clients::UNKNOWN).await);
    assert!(!change.is_open(&bed, Gate::Switch).await);
}

#[tokio::test]
async fn beside_the_last_phase_a_verification_does_not_follow_former_attributes() {
    let change = Change::renamed();
    let bed = change.ran(newest(P::Expand)).await;
    assert!(change.is_clean(&bed, oldest(P::Expand)).await);
    put_user(&bed, texts([("id", "b"), ("full_name", "Bob")])).await;
    assert!(change.is_clean(&bed, oldest(P::Switch)).await);
    assert!(change.is_open(&bed, Gate::Switch).await);
}

#[tokio::test]
async fn what_follows_nothing_is_looked_for_in_all_phases() {
    let change = Change::of(
        ["name: string?", "name: string?, country: string?"],
        "  - add: { field: country, value: NO }\n",
    );
    let bed = change.ran(newest(P::Before)).await;
    put_user(&bed, texts([("id", "b"), ("name", "Bob")])).await;
    assert!(!change.is_clean(&bed, oldest(P::Switch)).await);
}

#[tokio::test]
async fn after_a_way_back_its_leftovers_are_looked_for_in_all_phases() {
    let change = Change::renamed();
    let bed = change.ran(newest(P::Expand)).await;
    let _ = change
        .migrator(&bed)
        .rollback(newest(P::Expand), WhenChanged::Reject)
        .await
        .unwrap();
    put_user(
        &bed,
        texts([("id", "a"), ("name", "Bob"), ("full_name", "Bob")]),
    )
    .await;
    assert!(!change.is_clean(&bed, oldest(P::Contract)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verification_of_what_was_taken_back_waits_for_nothing() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let change = Change::renamed();
    let of = |db: &Client| change.on(db, patient());
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
