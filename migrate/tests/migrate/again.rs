//! Calls beside a process that does a run again, or takes it back: one works, and the others name it or wait.

use std::time::Duration;

use dynamite_migrate::{
    Clients, Direction, Ending, Engine, Error, Options, Pass, Refusal, Report, Status, WhenChanged,
    WhenHeld,
};
use dynamite_testkit::{Fault, Operation, Pause};
use tokio::task::JoinHandle;

use crate::support::{
    Bed, Cents, Euros, Planned, assert_same, control_rows, differences, expected_cents, fill,
    options, originals, pass, put_user, run, stored_users, texts, users,
};

const ITEMS: usize = 20;

/// A run that was done, and what holds the next process that reads the table.
async fn done() -> (Bed, Pause) {
    let bed = Bed::new().await;
    fill(&bed.direct, ITEMS).await;
    assert_eq!(
        engine(&bed, fail()).run().await.unwrap().ending,
        Ending::Done
    );
    let pause = Pause::new();
    let scans = bed.proxy.on(Operation::Scan).table("things").always();
    scans.fail(Fault::PauseBefore(pause.clone()));
    (bed, pause)
}

fn fail() -> Options {
    options()
}

fn wait() -> Options {
    let when_held = WhenHeld::Wait;
    Options {
        when_held,
        ..options()
    }
}

fn engine(bed: &Bed, options: Options) -> Engine {
    let cents = run("0001_cents", pass("prices in cents", Cents));
    Engine::new(bed.db.clone(), cents, options)
}

fn euros() -> [Pass; 1] {
    [pass("prices in euros", Euros)]
}

fn again(bed: &Bed, options: Options) -> JoinHandle<Result<Report, Error>> {
    let engine = engine(bed, options);
    tokio::spawn(async move { engine.run_again().await })
}

fn is_held(result: Result<Report, Error>) {
    let error = result.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::Held { .. }), "{error}");
    let process = format!("process {} on ", std::process::id());
    assert!(error.to_string().contains(&process), "{error}");
}

/// A rename of a field of users.
fn renaming() -> Planned {
    let schema = |field: &str| {
        format!("models:\n  User: {{ key: id, fields: {{ id: string, {field}: string? }} }}\n")
    };
    let step = "{ model: User, steps: [{ rename: { from: name, to: full_name } }] }";
    Planned::of(&schema("name"), &schema("full_name"), step)
}

async fn generation(bed: &Bed) -> String {
    let row = control_rows(&bed.direct, "run").await.remove(0);
    row["generation"].as_n().unwrap().clone()
}

#[tokio::test]
async fn a_run_that_is_being_done_again_is_not_begun_anew() {
    let (bed, pause) = done().await;
    let first = again(&bed, fail());
    pause.reached().await;
    is_held(engine(&bed, fail()).run_again().await);
    is_held(engine(&bed, fail()).run().await);
    let waits = again(&bed, wait());
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!first.is_finished() && !waits.is_finished());
    assert_eq!(generation(&bed).await, "2");
    pause.release();
    assert_eq!(first.await.unwrap().unwrap().ending, Ending::Done);
    // What was written while the first one worked is read by the second.
    let report = waits.await.unwrap().unwrap();
    assert_eq!((report.ending, report.generation), (Ending::Done, 3));
}

#[tokio::test]
async fn of_many_calls_to_do_a_run_again_one_begins_a_generation() {
    for is_reverted in [false, true] {
        let (bed, pause) = done().await;
        if is_reverted {
            bed.proxy.clear();
            let _ = engine(&bed, fail()).revert(&euros()).await.unwrap();
            let scans = bed.proxy.on(Operation::Scan).table("things").always();
            scans.fail(Fault::PauseBefore(pause.clone()));
        }
        let mut all: Vec<_> = (0..4).map(|_| again(&bed, fail())).collect();
        pause.reached().await;
        while all.iter().filter(|it| it.is_finished()).count() < 3 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        pause.release();
        let mut done = 0;
        for call in all.drain(..) {
            match call.await.unwrap() {
                Ok(report) => done += usize::from(report.ending == Ending::Done),
                held => is_held(held),
            }
        }
        assert_eq!(done, 1);
        let expected = if is_reverted { "3" } else { "2" };
        assert_eq!(generation(&bed).await, expected);
        let expected = expected_cents(ITEMS);
        assert_eq!(differences(&bed.direct, &expected).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_call_beside_a_way_back_names_who_takes_it_back_or_waits_for_it() {
    let (bed, pause) = done().await;
    let back = engine(&bed, fail());
    let back = tokio::spawn(async move { back.revert(&euros()).await });
    pause.reached().await;
    is_held(engine(&bed, fail()).run().await);
    is_held(engine(&bed, fail()).run_again().await);
    let (run, again) = (engine(&bed, wait()), again(&bed, wait()));
    let run = tokio::spawn(async move { run.run().await });
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!run.is_finished() && !again.is_finished());
    pause.release();
    assert_eq!(back.await.unwrap().unwrap().ending, Ending::Done);
    let again = again.await.unwrap().unwrap();
    assert_eq!((again.ending, again.generation), (Ending::Done, 3));
    // Taken back, or done again by the other call.
    match run.await.unwrap() {
        Ok(report) => assert_eq!(report.ending, Ending::DoneBefore),
        Err(error) => assert!(error.to_string().contains("run_again"), "{error}"),
    }
    let expected = expected_cents(ITEMS);
    assert_eq!(differences(&bed.direct, &expected).await, [""; 0]);
}

/// A way back that nobody works on is told to be finished, once its dead worker was watched.
#[tokio::test]
async fn a_way_back_whose_process_has_died_is_to_be_finished() {
    let (bed, pause) = done().await;
    let back = engine(&bed, fail());
    let back = tokio::spawn(async move { back.revert(&euros()).await });
    pause.reached().await;
    back.abort();
    let _ = back.await;
    for options in [fail(), wait()] {
        let error = engine(&bed, options).run().await.unwrap_err();
        assert!(error.to_string().contains("migrate resume"), "{error}");
    }
    pause.release();
    let _ = engine(&bed, fail()).revert(&euros()).await.unwrap();
    let status = engine(&bed, fail()).status().await.unwrap();
    assert_eq!(status, Some(Status::Reverted));
    assert_eq!(differences(&bed.direct, &originals(ITEMS)).await, [""; 0]);
}

#[tokio::test]
async fn a_contract_beside_a_run_names_it() {
    let (bed, pause) = done().await;
    let first = again(&bed, fail());
    pause.reached().await;
    is_held(engine(&bed, fail()).contract(&euros(), false).await);
    pause.release();
    assert_eq!(first.await.unwrap().unwrap().ending, Ending::Done);
}

/// A survey that refuses to do a run again leaves it taken back.
#[tokio::test]
async fn a_run_that_was_taken_back_still_is_if_it_cannot_be_done_again() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let planned = renaming();
    let migrator = planned.clone().migrator(&bed.db, fail());
    let _ = migrator.run(Clients::None, false).await.unwrap();
    let back = migrator.rollback(Clients::None, WhenChanged::Reject);
    let _ = back.await.unwrap();
    let other = texts([("id", "a"), ("name", "Ada"), ("full_name", "Eve")]);
    put_user(&bed, other.clone()).await;
    let error = migrator.run(Clients::None, true).await.unwrap_err();
    let is_refused = matches!(error.refusal(), Refusal::Overwrites { .. });
    assert!(is_refused, "{error}");
    let state = migrator.state().await.unwrap().unwrap();
    let standing = (state.direction, state.status);
    assert_eq!(standing, (Direction::Down, Status::Reverted));
    assert!(state.failure.unwrap().contains("nothing was changed"));
    assert_eq!(stored_users(&bed.direct).await["a"], other);
    let allowed = Options {
        may_overwrite: true,
        without_rollback: true,
        ..options()
    };
    let migrator = planned.migrator(&bed.db, allowed);
    let report = migrator.run(Clients::None, true).await.unwrap();
    assert_eq!(report.ending, Ending::Done);
}

/// A run that surveys the items has changed nothing yet, and is about to.
#[tokio::test]
async fn a_way_back_beside_a_survey_names_who_makes_it_or_takes_back_what_follows() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let before = stored_users(&bed.direct).await;
    let planned = renaming();
    let migrator = |options| planned.clone().migrator(&bed.db, options);
    let pause = Pause::new();
    let scans = bed.proxy.on(Operation::Scan).table("users");
    scans.nth(1).fail(Fault::PauseBefore(pause.clone()));
    let runs = migrator(fail());
    let runs = tokio::spawn(async move { runs.run(Clients::None, false).await });
    pause.reached().await;
    let back = migrator(fail());
    is_held(back.rollback(Clients::None, WhenChanged::Reject).await);
    let back = migrator(wait());
    let back = tokio::spawn(async move { back.rollback(Clients::None, WhenChanged::Reject).await });
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!back.is_finished());
    pause.release();
    assert_eq!(runs.await.unwrap().unwrap().ending, Ending::Done);
    assert_eq!(back.await.unwrap().unwrap().ending, Ending::Done);
    assert_same(&stored_users(&bed.direct).await, &before);
}
