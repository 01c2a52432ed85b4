//! Runs from beginning to end.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamite_migrate::{
    Counts, Ending, Engine, Event, Options, Refusal, Run, RunId, Status, WhenPaused,
};
use dynamite_testkit::{Fault, Operation};

use crate::support::{
    Bed, Cents, Copy, control_rows, control_table, differences, expected_cents, fill, n, options,
    pass, run, s,
};

fn cents() -> Run {
    run("0001_cents", pass("prices in cents", Cents))
}

#[tokio::test]
async fn every_item_is_rewritten_once_and_the_rows_tell_it() {
    let bed = Bed::new().await;
    fill(&bed.direct, 50).await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let report = engine.run().await.unwrap();
    assert_eq!(differences(&bed.direct, &expected_cents(50)).await, [""; 0]);
    let counts = Counts {
        read: 50,
        rewritten: 50,
        ..Counts::default()
    };
    assert_eq!((report.total(), report.ending), (counts, Ending::Done));
    assert!(report.consumed.write_units >= 50.0, "{report:?}");
    assert_eq!(requests(&bed, Operation::UpdateItem), 50);

    let [row] = &control_rows(&bed.direct, "run").await[..] else {
        panic!("one row");
    };
    assert_eq!((&row["status"], &row["format"]), (&s("APPLIED"), &n(1)));
    assert_eq!((&row["generation"], &row["segments"]), (&n(1), &n(2)));
    let segments = control_rows(&bed.direct, "segment#").await;
    assert!(segments.iter().all(|it| it["done"].as_bool() == Ok(&true)));
    assert!(segments.iter().all(|it| !it.contains_key("position")));
    let history = control_rows(&bed.direct, "history").await.remove(0);
    let entry = &history["runs"].as_m().unwrap()["0001_cents"];
    assert_eq!(entry.as_m().unwrap()["status"], s("APPLIED"));
    let worker = control_rows(&bed.direct, "worker").await.remove(0);
    assert!(!worker.contains_key("owner"), "{worker:?}");
    assert_eq!(engine.status().await.unwrap(), Some(Status::Applied));
}

/// Number of requests for things.
fn requests(bed: &Bed, operation: Operation) -> usize {
    let log = bed.proxy.log().into_iter();
    let of_things = log.filter(|it| it.operation == operation && it.tables == ["things"]);
    of_things.count()
}

#[tokio::test]
async fn items_that_were_written_are_not_asked_for() {
    let bed = Bed::new().await;
    fill(&bed.direct, 20).await;
    let updates = bed.proxy.on(Operation::UpdateItem).table("things");
    let asking = updates.matching(|body| body.get("ReturnValues").is_some());
    asking.always().fail(Fault::AccessDenied);
    let engine = Engine::new(bed.db.clone(), cents(), options());
    assert_eq!(engine.run().await.unwrap().total().rewritten, 20);
}

#[tokio::test]
async fn a_run_that_is_done_is_left_alone() {
    let bed = Bed::new().await;
    fill(&bed.direct, 10).await;
    let engine = || Engine::new(bed.db.clone(), cents(), options());
    assert_eq!(engine().run().await.unwrap().ending, Ending::Done);
    let before = requests(&bed, Operation::Scan);
    assert_eq!(engine().run().await.unwrap().ending, Ending::DoneBefore);
    assert_eq!(requests(&bed, Operation::Scan), before);
}

#[tokio::test]
async fn an_empty_table_is_done_at_once() {
    let bed = Bed::new().await;
    let engine = Engine::new(bed.db.clone(), cents(), Options::default());
    let report = engine.run().await.unwrap();
    assert_eq!((report.total().read, report.ending), (0, Ending::Done));
    assert_eq!(report.passes[0].segments_done, 4);
}

#[tokio::test]
async fn another_plan_under_the_same_name_is_refused_with_both_hashes() {
    let bed = Bed::new().await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let _ = engine.run().await.unwrap();
    let passes = vec![pass("something else", Cents)];
    let other = Run::new(RunId::new("0001_cents").unwrap(), passes, vec![1]);
    let (mine, theirs) = (other.plan_hash(), cents().plan_hash());
    let error = Engine::new(bed.db.clone(), other, options())
        .run()
        .await
        .unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::OtherPlan { .. }),
        "{error}"
    );
    let text = error.to_string();
    for part in [
        &mine.to_string(),
        &theirs.to_string(),
        "0001_cents",
        control_table(),
    ] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn rows_of_a_newer_version_are_refused() {
    let bed = Bed::new().await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let _ = engine.run().await.unwrap();
    let update = bed.direct.sdk().update_item().table_name(control_table());
    update
        .key("run", s("0001_cents"))
        .key("row", s("run"))
        .update_expression("SET #f = :f")
        .expression_attribute_names("#f", "format")
        .expression_attribute_values(":f", n(2))
        .send()
        .await
        .unwrap();
    let error = engine.run().await.unwrap_err();
    let is_newer = matches!(error.refusal(), Refusal::NewerFormat { found: 2, .. });
    assert!(is_newer, "{error}");
}

/// Sets or removes the attribute that pauses a run, as an operator does.
async fn pause(bed: &Bed, expression: &str) {
    let update = bed.direct.sdk().update_item().table_name(control_table());
    let update = update.key("run", s("0001_cents")).key("row", s("run"));
    let update = update.expression_attribute_names("#p", "pause");
    let update = update.update_expression(expression);
    let update = if expression.contains(":p") {
        update.expression_attribute_values(":p", s("until Monday"))
    } else {
        update
    };
    update.send().await.unwrap();
}

#[tokio::test]
async fn a_pause_ends_the_work_between_pages_and_it_goes_on_afterwards() {
    let bed = Bed::new().await;
    fill(&bed.direct, 40).await;
    let returning = Options {
        when_paused: WhenPaused::Return,
        ..options()
    };
    // Recorded, but nothing done.
    let engine = Engine::new(bed.db.clone(), cents(), options());
    engine.stop().stop();
    assert_eq!(engine.run().await.unwrap().ending, Ending::Stopped);

    pause(&bed, "SET #p = :p").await;
    let engine = Engine::new(bed.db.clone(), cents(), returning);
    assert_eq!(engine.run().await.unwrap().ending, Ending::Paused);
    assert_eq!(engine.status().await.unwrap(), Some(Status::Paused));
    assert_eq!(requests(&bed, Operation::Scan), 0);

    pause(&bed, "REMOVE #p").await;
    assert_eq!(engine.run().await.unwrap().ending, Ending::Done);
    assert_eq!(differences(&bed.direct, &expected_cents(40)).await, [""; 0]);
}

#[tokio::test]
async fn a_worker_waits_while_the_run_is_paused() {
    let bed = Arc::new(Bed::new().await);
    fill(&bed.direct, 40).await;
    let (events, mut paused) = tokio::sync::mpsc::unbounded_channel();
    let pages = Arc::new(Mutex::new(0));
    let seen = Arc::clone(&pages);
    let waiting = Options {
        progress: Arc::new(move |event: &Event<'_>| match event {
            Event::PageDone { .. } => *seen.lock().unwrap() += 1,
            Event::Paused => events.send(true).unwrap(),
            Event::Resumed => events.send(false).unwrap(),
            _ => {}
        }),
        ..options()
    };
    let engine = Engine::new(bed.db.clone(), cents(), waiting);
    // Recorded, but nothing done.
    let recorder = Engine::new(bed.db.clone(), cents(), options());
    recorder.stop().stop();
    let _ = recorder.run().await.unwrap();
    pause(&bed, "SET #p = :p").await;
    let worker = tokio::spawn(async move { engine.run().await });
    assert_eq!(paused.recv().await, Some(true));
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(*pages.lock().unwrap(), 0);
    pause(&bed, "REMOVE #p").await;
    assert_eq!(paused.recv().await, Some(false));
    assert_eq!(worker.await.unwrap().unwrap().ending, Ending::Done);
    assert_eq!(differences(&bed.direct, &expected_cents(40)).await, [""; 0]);
}

#[tokio::test]
async fn a_stopped_run_goes_on_at_once_with_another_engine() {
    let bed = Bed::new().await;
    fill(&bed.direct, 60).await;
    let slow = Options {
        concurrency: 1,
        segments: 1,
        ..options()
    };
    let engine = Engine::new(bed.db.clone(), cents(), slow);
    let own = engine.stop();
    let first_page = async {
        while requests(&bed, Operation::Scan) < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        own.stop();
    };
    let (report, ()) = tokio::join!(engine.run(), first_page);
    let report = report.unwrap();
    assert_eq!(report.ending, Ending::Stopped);
    let done = report.total().read;
    assert!((8..60).contains(&done), "{report:?}");

    let impatient = Options {
        progress: Arc::new(|event: &Event<'_>| {
            assert!(!matches!(event, Event::Waiting { .. }), "{event:?}");
        }),
        ..options()
    };
    let engine = Engine::new(bed.db.clone(), cents(), impatient);
    let report = engine.run().await.unwrap();
    // What the first engine did is counted, and read once.
    assert_eq!(report.total().read, 60);
    assert_eq!(differences(&bed.direct, &expected_cents(60)).await, [""; 0]);
}

#[tokio::test]
async fn verify_counts_what_is_left_and_writes_nothing() {
    let bed = Bed::new().await;
    fill(&bed.direct, 30).await;
    let copy = || pass("copy", Copy);
    let engine = Engine::new(bed.db.clone(), run("0002_full_name", copy()), options());
    let before = engine.verify(&[copy()]).await.unwrap();
    assert_eq!((before.read, before.remaining), (30, 30));
    assert_eq!(before.first.len(), 10);
    assert_eq!(requests(&bed, Operation::UpdateItem), 0);
    let _ = engine.run().await.unwrap();
    let after = engine.verify(&[copy()]).await.unwrap();
    assert!(after.is_clean() && after.read == 30, "{after:?}");
}

#[tokio::test]
async fn asking_for_the_status_writes_nothing_and_the_time_of_a_run_stays_the_same() {
    let bed = Bed::new().await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    assert_eq!(engine.status().await.unwrap(), None);
    let created = bed.proxy.counts().requests_of(Operation::CreateTable);
    assert_eq!(created, 0);

    let without_passes = Run::new(cents().id, Vec::new(), cents().plan);
    let asked = Engine::new(bed.db.clone(), without_passes, options());
    let time = asked.started_at().await.unwrap();
    assert_eq!(engine.status().await.unwrap(), Some(Status::Pending));
    let _ = engine.run().await.unwrap();
    assert_eq!(engine.started_at().await.unwrap(), time);
}
