//! Programs of neighbouring phases write the same tickets at the same time.

use std::sync::Arc;

use dynamite::{Client, Outcome};
use dynamite_testkit::Engine;
use tokio::task::JoinSet;

use super::copy;
use super::program::{Program, of_phase};
use super::ticket::{Change, Value, Write};
use crate::models;

/// How many seats each program takes.
const SEATS: u32 = 12;

/// How often a write is attempted that others interfere with.
const ATTEMPTS: u32 = 100;

/// How many programs of each phase there are.
const PROGRAMS: usize = 3;

fn empty() -> Value {
    Value {
        title: "title".to_owned(),
        seats: 0,
        price: None,
        paid: false,
        sold_at: "2026-01-31T12:00:00.123Z".parse().expect("a time"),
        buyer: dynamite::Uuid::from_u128(7),
        state: 0,
    }
}

/// Takes seats until each is acknowledged, and changes another field between them.
async fn take(program: Arc<dyn Program>, db: Client) {
    for number in 0..SEATS {
        let mut attempts = 0..ATTEMPTS;
        while let Err(error) = program.take_seat("a").await {
            let may_be_again = error.outcome() == Outcome::NotApplied && attempts.next().is_some();
            assert!(may_be_again, "{error}");
        }
        let state = Change::State(number as usize % 3);
        let command = vec![("a".to_owned(), Write::Update(vec![state]))];
        program.run(&command).await.expect("an update");
        assert_eq!(copy::all(&db).await.len(), 1);
    }
}

async fn share(phases: [&str; 2], are_equal: bool) {
    let engine = Engine::selected().await;
    let db = crate::client(engine.endpoint(), engine.access_key());
    db.sync(models::before::TABLES).await.expect("tables");
    let create = vec![("a".to_owned(), Write::Create(empty()))];
    let created = of_phase(phases[0], &db).run(&create).await;
    created.expect("a new ticket");
    let all = phases.iter().cycle().take(2 * PROGRAMS);
    let mut tasks = JoinSet::new();
    for phase in all {
        tasks.spawn(take(Arc::from(of_phase(phase, &db)), db.clone()));
    }
    while let Some(task) = tasks.join_next().await {
        task.expect("a program that ends");
    }
    let taken = u32::try_from(2 * PROGRAMS).expect("few programs") * SEATS;
    for phase in phases {
        let read = of_phase(phase, &db).read().await.expect("tickets");
        assert_eq!(read["a"].seats, taken, "read by `{phase}` of {phases:?}");
    }
    if are_equal {
        assert_eq!(copy::unequal(&db).await, Vec::<String>::new(), "{phases:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_seat_that_programs_of_neighbouring_phases_take_is_counted() {
    share(["before", "expand"], false).await;
    share(["expand", "switch"], true).await;
    share(["switch", "contract"], false).await;
}
