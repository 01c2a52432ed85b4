//! Attempts without a response that the SDK has repeated: they may arrive long after the run has ended.

use std::time::Duration;

use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamite::Client;
use dynamite_migrate::{ClientPhase as P, Clients, Ending, Gate, Migrator, Options, WhenChanged};

use crate::conditions::hold_update;
use crate::support::{
    Bed, Item, Planned, Task, newest, oldest, options, put_user, stored_users, texts, users,
};

const RENAME: [&str; 3] = [
    "name: string?",
    "full_name: string?",
    "  - rename: { from: name, to: full_name }\n",
];

const RETYPE: [&str; 3] = [
    "age: string?",
    "years: u8?",
    "  - retype: { from: age, to: years }\n  - drop: age\n",
];

fn migrator(db: &Client, [before, after, steps]: [&str; 3]) -> Migrator {
    let schema = |fields: &str| {
        format!(
            "models:\n  User:\n    key: id\n    fields: {{ id: string, note: string?, {fields} }}\n"
        )
    };
    let migration = format!("model: User\nsteps:\n{steps}");
    let waiting = Options {
        longest_request: Duration::from_secs(4),
        ..options()
    };
    Planned::of(&schema(before), &schema(after), &migration).migrator(db, waiting)
}

/// A client that repeats a request soon.
fn impatient(bed: &Bed) -> Client {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(300));
    let config = bed.db.sdk().config().to_builder();
    Client::from_config(config.timeout_config(timeouts.build()).build())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_back_waits_for_them() {
    let original = texts([("id", "a"), ("name", "Ada")]);
    let bed = users(std::slice::from_ref(&original)).await;
    let pause = hold_update(&bed);
    // The first attempt is held up on the way, and the second succeeds.
    let run = migrator(&impatient(&bed), RENAME);
    let report = run.run(newest(P::Expand), false).await;
    assert_eq!(report.unwrap().total().rewritten, 1);
    let migrator = migrator(&bed.db, RENAME);
    let back = migrator.rollback(Clients::None, WhenChanged::Reject);
    let late = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        pause.release();
        bed.proxy.settled().await;
    };
    let (back, ()) = tokio::join!(back, late);
    assert_eq!(back.unwrap().ending, Ending::Done);
    assert_eq!(stored_users(&bed.direct).await["a"], original);
}

/// A run removes a new attribute whose former one is gone. Programs of `contract` write just such items.
async fn the_switch_waits(steps: [&str; 3], [stale, fresh]: [Item; 2]) {
    let bed = users(&[stale]).await;
    let pause = hold_update(&bed);
    let run = migrator(&impatient(&bed), steps);
    let report = run.run(newest(P::Expand), false).await;
    assert_eq!(report.unwrap().total().rewritten, 1);
    let migrator = migrator(&bed.db, steps);
    let verified = tokio::spawn(async move {
        let found = migrator.verify(oldest(P::Expand)).await.unwrap();
        assert!(found.is_clean());
        // Nobody waits for them again.
        assert!(migrator.verify(oldest(P::Expand)).await.unwrap().is_clean());
        assert!(
            migrator
                .gate(Gate::Switch, Duration::ZERO)
                .await
                .unwrap()
                .is_open()
        );
    });
    // Longer than a lease.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!verified.is_finished());
    pause.release();
    bed.proxy.settled().await;
    verified.await.unwrap();
    put_user(&bed, fresh.clone()).await;
    bed.proxy.settled().await;
    assert_eq!(stored_users(&bed.direct).await["a"], fresh);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_of_a_rename_waits_for_them() {
    let stale = texts([("id", "a"), ("full_name", "Ada")]);
    let fresh = texts([("id", "a"), ("full_name", "Eve")]);
    the_switch_waits(RENAME, [stale, fresh]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_of_a_retyped_field_waits_for_them() {
    let with = |note: &str| {
        let mut item = texts([("id", "a"), ("note", note)]);
        item.insert("years".to_owned(), crate::support::n(42));
        item
    };
    the_switch_waits(RETYPE, [with("old"), with("new")]).await;
}

const DROP: [&str; 3] = ["fax: string?", "", "  - drop: fax\n"];

/// What is removed may be brought back by another migration as soon as the work is done, and a new version may be
/// started as soon as a run is done beside which none ran.
async fn the_end_waits(steps: [&str; 3], task: Task, stored: Item) {
    let bed = users(std::slice::from_ref(&stored)).await;
    if task != Task::Run {
        let run = migrator(&bed.db, steps);
        let _ = run.run(Clients::None, false).await.unwrap();
    }
    let back = stored_users(&bed.direct).await["a"].clone();
    let pause = hold_update(&bed);
    let removing = migrator(&impatient(&bed), steps);
    let removing = tokio::spawn(async move { task.of(&removing).await });
    pause.reached().await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!removing.is_finished());
    pause.release();
    bed.proxy.settled().await;
    assert_eq!(removing.await.unwrap().unwrap().ending, Ending::Done);
    put_user(&bed, back.clone()).await;
    bed.proxy.settled().await;
    assert_eq!(stored_users(&bed.direct).await["a"], back);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contract_ends_once_its_removals_cannot_arrive_any_more() {
    let stored = texts([("id", "a"), ("fax", "1")]);
    the_end_waits(DROP, Task::Contract, stored).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_back_ends_once_its_removals_cannot_arrive_any_more() {
    let stored = texts([("id", "a"), ("name", "Ada")]);
    the_end_waits(RENAME, Task::Rollback, stored).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_beside_no_program_ends_once_its_requests_cannot_arrive_any_more() {
    let stored = texts([("id", "a"), ("name", "Ada")]);
    the_end_waits(RENAME, Task::Run, stored).await;
}
