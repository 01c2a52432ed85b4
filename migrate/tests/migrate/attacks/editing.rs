//! Migrations that are edited after they were begun.

use super::*;
use crate::support::{Cents, client, control_rows, pass, run_of};
use dynamite_migrate::{Engine, Report, RunId, Status};
use dynamite_testkit::FaultProxy;
use tokio::task::JoinHandle;
use tokio::time::sleep;

fn plan(db: &Client, value: &str) -> Migrator {
    let steps = format!("  - add: {{ field: x, value: {value} }}\n");
    named(
        db,
        "0001_add",
        ["note: string?", "note: string?, x: string"],
        &steps,
        options(),
    )
}

async fn bed() -> Bed {
    users(&[texts([("id", "a")]), texts([("id", "b")])]).await
}

/// A run of the first plan, held up in its survey.
async fn held_in_its_survey(
    bed: &Bed,
) -> (Pause, JoinHandle<Result<Report, dynamite_migrate::Error>>) {
    let scan = Pause::new();
    bed.proxy
        .on(Operation::Scan)
        .table("users")
        .times(1)
        .fail(Fault::PauseBefore(scan.clone()));
    let first = plan(&bed.db, "one");
    let run = tokio::spawn(async move { first.run(Clients::None, false).await });
    scan.reached().await;
    (scan, run)
}

fn is_other_plan<T>(done: Result<T, dynamite_migrate::Error>) -> bool {
    done.is_err_and(|error| matches!(error.refusal(), Refusal::OtherPlan { .. }))
}

/// It has changed an item before it failed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_failed_after_its_survey_is_not_edited() {
    let bed = bed().await;
    bed.proxy
        .on(Operation::UpdateItem)
        .table("users")
        .nth(2)
        .fail(Fault::AccessDenied);
    plan(&bed.db, "one")
        .run(Clients::None, false)
        .await
        .unwrap_err();
    bed.proxy.clear();
    assert_eq!(
        plan(&bed.db, "one").state().await.unwrap().unwrap().status,
        Status::Failed
    );
    assert!(is_other_plan(
        plan(&bed.db, "two").run(Clients::None, false).await
    ));
}

/// A run without a survey may have changed items at any time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_without_a_survey_is_not_edited() {
    let bed = Bed::new().await;
    crate::support::fill(&bed.direct, 4).await;
    bed.proxy
        .on(Operation::UpdateItem)
        .table("things")
        .nth(2)
        .fail(Fault::AccessDenied);
    let of = |plan: &[u8]| {
        dynamite_migrate::Run::new(
            RunId::new("0001").unwrap(),
            vec![pass("cents", Cents)],
            plan.to_vec(),
        )
    };
    let engine = |plan| Engine::new(bed.db.clone(), of(plan), options());
    engine(b"one").run().await.unwrap_err();
    bed.proxy.clear();
    assert!(is_other_plan(engine(b"two").run().await));
    let _ = run_of("unused", Vec::new());
}

/// Items of a table that was restored may have what the former plan has made.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_begins_anew_is_not_edited() {
    let bed = bed().await;
    let first = plan(&bed.db, "one");
    let _ = first.run(Clients::None, false).await.unwrap();
    bed.direct
        .sdk()
        .delete_table()
        .table_name("users")
        .send()
        .await
        .unwrap();
    bed.direct.sync(crate::support::USERS_TABLES).await.unwrap();
    put_user(&bed, texts([("id", "a"), ("x", "one")])).await;
    put_user(&bed, texts([("id", "b")])).await;
    for damage in first.damage().await.unwrap() {
        first.repair(&damage).await.unwrap();
    }
    assert_eq!(
        first.state().await.unwrap().unwrap().status,
        Status::Pending
    );
    assert!(is_other_plan(
        plan(&bed.db, "two").run(Clients::None, false).await
    ));
}

/// Between the look at the row and the edit of it, the survey has ended and items were changed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_loses_against_the_end_of_the_survey() {
    let bed = bed().await;
    let (scan, first) = held_in_its_survey(&bed).await;
    let other = FaultProxy::start(&bed.engine).await;
    let edit = Pause::new();
    other
        .on(Operation::UpdateItem)
        .table("dynamite_migrations")
        .times(1)
        .fail(Fault::PauseBefore(edit.clone()));
    let second = plan(&client(other.endpoint(), other.access_key()), "two");
    let second = tokio::spawn(async move { second.run(Clients::None, false).await });
    edit.reached().await;
    scan.release();
    let first = first.await.unwrap();
    edit.release();
    let second = second.await.unwrap();
    assert!(first.is_ok() && is_other_plan(second));
    assert!(
        stored_users(&bed.direct)
            .await
            .values()
            .all(|it| it["x"] == s("one"))
    );
}

/// A worker of the former plan that is alive stops before its first change.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_of_the_former_plan_changes_nothing() {
    let bed = bed().await;
    let (scan, first) = held_in_its_survey(&bed).await;
    let second = plan(&bed.direct, "two");
    let second = tokio::spawn(async move { second.run(Clients::None, false).await });
    sleep(Duration::from_millis(250)).await;
    scan.release();
    let first = first.await.unwrap();
    assert!(first.is_err(), "{first:?}");
    let _ = second.await.unwrap().unwrap();
    bed.proxy.settled().await;
    assert!(
        stored_users(&bed.direct)
            .await
            .values()
            .all(|it| it["x"] == s("two"))
    );
}

/// What is recorded is that of the plan that was run: its text and its tables.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edited_run_is_recorded_as_what_it_is() {
    let bed = bed().await;
    let models = |of: &str, thing: &str| {
        format!(
            "models:\n  User: {{ key: id, fields: {{ id: string{of} }} }}\n  Thing: {{ key: id, fields: {{ id: string{thing} }} }}\n"
        )
    };
    let plan = |after: String, model: &str| {
        let (before, after) = (schema(&models("", "")), schema(&after));
        let steps = format!("model: {model}\nsteps:\n  - add: {{ field: x, value: one }}\n");
        let planned = dynamite_migrate::Planned::of("0001_add.yaml", &steps, before, after)
            .expect("a migration");
        Migrator::new(bed.db.clone(), planned, options()).unwrap()
    };
    bed.proxy
        .on(Operation::Scan)
        .table("users")
        .fail(Fault::AccessDenied);
    let first = plan(models(", x: string", ""), "User");
    first.run(Clients::None, false).await.unwrap_err();
    bed.proxy.clear();
    let before = control_rows(&bed.direct, "run").await;
    let second = plan(models("", ", x: string"), "Thing");
    let _ = second.run(Clients::None, false).await.unwrap();
    let history = dynamite_migrate::history(&bed.direct).await.unwrap();
    assert_eq!(history[0].tables, ["things"]);
    let after = control_rows(&bed.direct, "run").await;
    assert_ne!(before[0]["plan"], after[0]["plan"]);
}
