//! Taking runs back, and doing them again.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamite_migrate::{Ending, Engine, Event, Options, Pass, Refusal, Run, Status};
use dynamite_testkit::{Fault, Operation, Pause};
use tokio::time::Instant;

use crate::support::{
    Bed, Cents, Euros, THINGS, control_rows, differences, expected_cents, fill, options, originals,
    pass, run, s,
};

fn cents() -> Run {
    run("0001_cents", pass("prices in cents", Cents))
}

fn euros() -> [Pass; 1] {
    [pass("prices in euros", Euros)]
}

#[tokio::test]
async fn a_run_is_taken_back_and_done_again() {
    let bed = Bed::new().await;
    fill(&bed.direct, 30).await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let never = engine.revert(&euros()).await.unwrap_err();
    assert!(matches!(never.refusal(), Refusal::NotRecorded), "{never}");
    let _ = engine.run().await.unwrap();

    let back = engine.revert(&euros()).await.unwrap();
    assert_eq!((back.ending, back.generation), (Ending::Done, 2));
    assert_eq!(back.total().rewritten, 30);
    assert_eq!(differences(&bed.direct, &originals(30)).await, [""; 0]);
    assert_eq!(engine.status().await.unwrap(), Some(Status::Reverted));
    let again = engine.revert(&euros()).await.unwrap();
    assert_eq!(again.ending, Ending::DoneBefore);
    let history = control_rows(&bed.direct, "history").await.remove(0);
    let entry = &history["runs"].as_m().unwrap()["0001_cents"];
    assert_eq!(entry.as_m().unwrap()["status"], s("REVERTED"));

    // A process that knows nothing of this does not do it again by itself.
    let error = engine.run().await.unwrap_err();
    assert!(error.to_string().contains("run_again"), "{error}");
    let again = engine.run_again().await.unwrap();
    assert_eq!((again.ending, again.generation), (Ending::Done, 3));
    assert_eq!(differences(&bed.direct, &expected_cents(30)).await, [""; 0]);
}

#[tokio::test]
async fn an_interrupted_way_back_is_finished_before_anything_else() {
    let bed = Bed::new().await;
    fill(&bed.direct, 30).await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let _ = engine.run().await.unwrap();
    let interrupted = Engine::new(bed.db.clone(), cents(), options());
    let updates = bed.proxy.on(Operation::UpdateItem).table("things");
    updates.nth(10).always().fail(Fault::AccessDenied);
    let error = interrupted.revert(&euros()).await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::Item { .. }), "{error}");
    bed.proxy.clear();
    for result in [engine.run().await, engine.run_again().await] {
        let error = result.unwrap_err();
        let is_refused = matches!(error.refusal(), Refusal::WrongStatus { .. });
        assert!(is_refused, "{error}");
    }
    let back = engine.revert(&euros()).await.unwrap();
    assert_eq!((back.ending, back.generation), (Ending::Done, 2));
    assert_eq!(differences(&bed.direct, &originals(30)).await, [""; 0]);
}

#[tokio::test]
async fn a_worker_stops_for_a_change_of_direction_which_waits_for_it() {
    let bed = Bed::new().await;
    fill(&bed.direct, 60).await;
    // A longest request that the test would not outlive: the worker acknowledges.
    let patient = Options {
        longest_request: Duration::from_mins(10),
        ..options()
    };
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("things");
    let updates = updates.nth(20).times(1);
    updates.fail(Fault::PauseBefore(pause.clone()));
    let engine = Engine::new(bed.db.clone(), cents(), patient.clone());
    let worker = tokio::spawn(async move { engine.run().await });
    pause.reached().await;

    let other = Engine::new(bed.db.clone(), cents(), patient);
    let back = tokio::spawn(async move { other.revert(&euros()).await });
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!back.is_finished(), "it waits for the request under way");
    pause.release();
    let error = worker.await.unwrap().unwrap_err();
    let is_superseded = matches!(error.refusal(), Refusal::Superseded { generation: 2 });
    assert!(is_superseded, "{error}");
    assert_eq!(back.await.unwrap().unwrap().ending, Ending::Done);
    assert_eq!(differences(&bed.direct, &originals(60)).await, [""; 0]);
}

#[tokio::test]
async fn a_request_of_a_dead_worker_that_arrives_late_is_taken_back_too() {
    let bed = Bed::new().await;
    fill(&bed.direct, 30).await;
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("things");
    updates.nth(10).fail(Fault::PauseBefore(pause.clone()));
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let worker = tokio::spawn(async move { engine.run().await });
    pause.reached().await;
    worker.abort();
    let _ = worker.await;

    let began = Instant::now();
    let other = Engine::new(bed.db.clone(), cents(), options());
    let back = tokio::spawn(async move { other.revert(&euros()).await });
    // Later than the lease, and within the time in which the request may arrive.
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!back.is_finished());
    pause.release();
    assert_eq!(back.await.unwrap().unwrap().ending, Ending::Done);
    assert!(began.elapsed() >= options().lease + options().longest_request);
    assert_eq!(differences(&bed.direct, &originals(30)).await, [""; 0]);
}

#[tokio::test]
async fn a_worker_that_died_before_the_last_one_is_waited_for_too() {
    let bed = Bed::new().await;
    fill(&bed.direct, 30).await;
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("things");
    updates.nth(10).fail(Fault::PauseBefore(pause.clone()));
    let patient = Options {
        longest_request: Duration::from_secs(6),
        ..options()
    };
    let engine = Engine::new(bed.db.clone(), cents(), patient.clone());
    let worker = tokio::spawn(async move { engine.run().await });
    pause.reached().await;
    worker.abort();
    let _ = worker.await;

    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let telling = Options {
        progress: Arc::new(move |event: &Event<'_>| {
            if let Event::WaitingForRequests { left } = event {
                heard.lock().unwrap().push(*left);
            }
        }),
        ..patient
    };
    let began = Instant::now();
    let engine = Engine::new(bed.db.clone(), cents(), telling);
    assert_eq!(engine.run().await.unwrap().ending, Ending::Done);
    // It has gone on in the same direction.
    assert!(told.lock().unwrap().is_empty());
    // On a machine with much to do, there may be nothing left to wait for.
    let is_soon = began.elapsed() < Duration::from_secs(6);
    let inverse = euros();
    let back = engine.revert(&inverse);
    let released = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        pause.release();
    };
    let (back, ()) = tokio::join!(back, released);
    assert_eq!(back.unwrap().ending, Ending::Done);
    let told = told.lock().unwrap().clone();
    // Less each time, from the lease and the longest request.
    assert!(told.is_sorted_by(|one, other| one > other), "{told:?}");
    let longest = options().lease + Duration::from_secs(6);
    let is_told = told.len() > 1 && told[0] <= longest;
    assert!(is_told || !is_soon, "{told:?}");
    assert_eq!(differences(&bed.direct, &originals(30)).await, [""; 0]);
}

#[tokio::test]
async fn a_table_that_was_created_anew_is_not_taken_for_the_old_one() {
    let bed = Bed::new().await;
    fill(&bed.direct, 10).await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let _ = engine.run().await.unwrap();
    let delete = bed.direct.sdk().delete_table().table_name("things");
    delete.send().await.unwrap();
    bed.direct.sync(THINGS).await.unwrap();
    fill(&bed.direct, 10).await;

    let error = engine.run().await.unwrap_err();
    let is_other = matches!(error.refusal(), Refusal::OtherTable { name } if name == "things");
    assert!(is_other, "{error}");
    assert_eq!(engine.status().await.unwrap(), Some(Status::Applied));
    let again = engine.run_again().await.unwrap();
    assert_eq!((again.ending, again.total().rewritten), (Ending::Done, 10));
    assert_eq!(engine.run().await.unwrap().ending, Ending::DoneBefore);
}
