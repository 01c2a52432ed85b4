//! Migrations of the same attributes that are begun by two processes at once.

use std::time::Duration;

use dynamite_migrate::{
    ClientPhase as P, Clients, Direction, Ending, Gate, HistoryEntry, LaterMigrations, Migrator,
    Planned, Precondition, Refusal, Status, WhenChanged, history,
};

use crate::support::{
    Bed, contracting, oldest, options, put_user, schema, stored_users, texts, users,
};

/// A rename of a field of users.
fn rename(file: &str, from: &str, to: &str) -> Planned {
    let schema = |field: &str| {
        schema(&format!(
            "models:\n  User: {{ key: id, fields: {{ id: string, {field}: string? }} }}\n"
        ))
    };
    let steps = format!("{{ model: User, steps: [{{ rename: {{ from: {from}, to: {to} }} }}] }}");
    Planned::of(file, &steps, schema(from), schema(to)).unwrap()
}

/// Two migrations, of which the second builds on the first.
struct Two {
    bed: Bed,
}

impl Two {
    /// The first of them was run.
    async fn new() -> Self {
        let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
        let two = Self { bed };
        let _ = two.first().run(Clients::None, false).await.unwrap();
        two
    }

    fn first(&self) -> Migrator {
        let planned = rename("0001_full_name.yaml", "name", "full_name");
        Migrator::new(self.bed.db.clone(), planned, options()).unwrap()
    }

    fn second(&self) -> Migrator {
        let planned = rename("0002_display.yaml", "full_name", "display");
        Migrator::new(self.bed.db.clone(), planned, options()).unwrap()
    }

    async fn seen(&self) -> Precondition {
        Precondition::new(self.history().await, [])
    }

    async fn history(&self) -> Vec<HistoryEntry> {
        history(&self.bed.direct).await.unwrap()
    }

    async fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = stored_users(&self.bed.direct).await["a"]
            .keys()
            .cloned()
            .collect();
        names.sort();
        names
    }
}

fn refused(error: &dynamite_migrate::Error, by: &str) {
    assert!(
        matches!(error.refusal(), Refusal::OtherBegun { run, .. } if run == by),
        "{error}"
    );
}

#[tokio::test]
async fn a_run_does_not_begin_once_what_it_builds_on_is_being_taken_back() {
    let two = Two::new().await;
    let second = two.second().expecting(two.seen().await);
    let first = two.first();
    let back = first.rollback(Clients::None, WhenChanged::Remove);
    let _ = back.await.unwrap();
    let error = second.run(Clients::None, false).await.unwrap_err();
    refused(&error, "0001_full_name");
    assert_eq!(two.names().await, ["id", "name"]);
    let state = two.second().state().await.unwrap().unwrap();
    assert_eq!(state.status, Status::Pending);
    assert_eq!(two.history().await.len(), 1);

    // In order it is run.
    let _ = two.first().run(Clients::None, true).await.unwrap();
    let second = two.second().expecting(two.seen().await);
    let _ = second.run(Clients::None, false).await.unwrap();
    assert_eq!(two.names().await, ["display", "full_name", "id", "name"]);
}

#[tokio::test]
async fn nothing_is_taken_back_contracted_or_done_again_once_another_has_begun_on_it() {
    let two = Two::new().await;
    let seen = two.seen().await;
    let _ = two.second().run(Clients::None, false).await.unwrap();
    let stored = stored_users(&two.bed.direct).await;
    let first = || two.first().expecting(seen.clone());
    let errors = [
        first()
            .rollback(Clients::None, WhenChanged::Remove)
            .await
            .unwrap_err(),
        first().run(Clients::None, true).await.unwrap_err(),
        first()
            .contract(contracting(true, WhenChanged::Reject))
            .await
            .unwrap_err(),
    ];
    for error in &errors {
        refused(error, "0002_display");
    }
    assert_eq!(stored_users(&two.bed.direct).await, stored);
    let state = two.first().state().await.unwrap().unwrap();
    assert_eq!(
        (state.direction, state.status),
        (Direction::Up, Status::Applied)
    );
    assert!(state.is_applied(), "{state:?}");

    // It is contracted by whoever knows of the other one.
    let first = two.first().expecting(two.seen().await);
    let contract = first.contract(contracting(true, WhenChanged::Reject));
    let _ = contract.await.unwrap();
    assert_eq!(two.names().await, ["display", "full_name", "id"]);
}

#[tokio::test]
async fn work_that_has_begun_goes_on_whatever_others_do() {
    let two = Two::new().await;
    let seen = two.seen().await;
    let second = two.second();
    let stop = second.stop();
    stop.stop();
    let _ = second.run(Clients::None, false).await.unwrap();
    assert_eq!(two.history().await.len(), 1, "nothing was changed yet");
    let _ = two.second().run(Clients::None, false).await.unwrap();
    let second = two.second();
    let back = second.rollback(Clients::None, WhenChanged::Remove);
    let _ = back.await.unwrap();
    // What it expects is long past, and its own entry says that it was made known.
    let again = two.second().expecting(seen);
    let done = again.rollback(Clients::None, WhenChanged::Remove).await;
    assert!(done.is_ok(), "{done:?}");
    let statuses: Vec<_> = two.history().await.iter().map(|it| it.status).collect();
    assert_eq!(statuses, [Status::Applied, Status::Reverted]);
}

/// A way back that was begun and has changed nothing, when another migration has begun on what it would take.
#[tokio::test]
async fn what_was_begun_and_cannot_go_on_is_given_up_with_nothing_lost() {
    let two = Two::new().await;
    let verified = two.first().verify(oldest(P::Expand)).await.unwrap();
    assert!(verified.is_clean());
    assert!(!two.first().give_up("nothing was begun").await.unwrap());
    let back = two.first();
    back.stop().stop();
    let stopped = back.rollback(Clients::None, WhenChanged::Remove).await;
    assert_eq!(stopped.unwrap().ending, Ending::Stopped);
    let state = two.first().state().await.unwrap().unwrap();
    assert_eq!(state.status, Status::Reverting);
    let second = two.second().expecting(two.seen().await);
    let _ = second.run(Clients::None, false).await.unwrap();

    assert!(two.first().give_up("0002 is built on it").await.unwrap());
    let state = two.first().state().await.unwrap().unwrap();
    assert_eq!(
        (state.direction, state.status),
        (Direction::Up, Status::Applied)
    );
    assert_eq!(two.names().await, ["display", "full_name", "id", "name"]);
    // What was verified before still counts.
    let gate = two.first().gate(Gate::Switch, Duration::ZERO).await;
    assert!(gate.unwrap().is_open());
    assert!(!two.first().give_up("once is enough").await.unwrap());
}

/// A run that was taken back stays so if it cannot be done again.
#[tokio::test]
async fn a_run_that_was_taken_back_is_so_again_if_it_cannot_be_done() {
    let two = Two::new().await;
    let seen = two.seen().await;
    let _ = two.second().run(Clients::None, false).await.unwrap();
    let second = two.second();
    let back = second.rollback(Clients::None, WhenChanged::Remove);
    let _ = back.await.unwrap();
    let first = two.first();
    let back = first.rollback(Clients::None, WhenChanged::Remove);
    let _ = back.await.unwrap();
    // It expects that the first one is applied.
    let again = two.second().expecting(seen);
    let error = again.run(Clients::None, true).await.unwrap_err();
    refused(&error, "0001_full_name");
    let state = two.second().state().await.unwrap().unwrap();
    assert_eq!(
        (state.direction, state.status),
        (Direction::Down, Status::Reverted)
    );
    assert_eq!(two.names().await, ["id", "name"]);
}

/// What an older program writes after both were run is found, although another attribute has taken over.
#[tokio::test]
async fn what_an_older_program_writes_is_left_to_do_whatever_a_later_migration_has_taken_over() {
    let two = Two::new().await;
    let _ = two.second().run(Clients::None, false).await.unwrap();
    let late = [
        ("id", "a"),
        ("name", "Eve"),
        ("full_name", "Ada"),
        ("display", "Ada"),
    ];
    put_user(&two.bed, texts(late)).await;
    let second = rename("0002_display.yaml", "full_name", "display");
    let first = || two.first().with_later(LaterMigrations::of([&second]));
    let found = first().verify(oldest(P::Expand)).await.unwrap();
    assert_eq!(found.remaining, 1);
    let contract = contracting(true, WhenChanged::Reject);
    let error = first().contract(contract).await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::NotClean(_)), "{error}");
    assert_eq!(stored_users(&two.bed.direct).await["a"], texts(late));
}
