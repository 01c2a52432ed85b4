//! Every request of a run is a point at which its process may end.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamite_migrate::{Ending, Engine, Options, Run};
use dynamite_testkit::{Fault, Operation, Pause, Recorded};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::support::{
    Bed, Cents, Item, control_rows, differences, expected_cents, fill_with, options, pass, run,
    thing,
};

const ITEMS: usize = 64;

/// What becomes of the request at which the process ends.
#[derive(Clone, Copy, Debug)]
enum Last {
    /// It never arrives.
    Lost,
    /// It is applied, and nobody hears of it.
    Applied,
    /// It arrives after another process has finished the run.
    Late,
}

/// Three pages in each of two segments.
fn small_pages() -> Options {
    Options {
        page_size: Some(12),
        ..options()
    }
}

fn cents() -> Run {
    run("0001_cents", pass("prices in cents", Cents))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_request_is_the_last_of_a_process_the_next_one_finishes_its_work() {
    let requests = requests_of_a_run().await;
    // Cases wait for leases most of the time, so many of them run at once.
    let places = Arc::new(Semaphore::new(16));
    let mut cases = JoinSet::new();
    for (last, step) in [(Last::Lost, 1), (Last::Applied, 1), (Last::Late, 5)] {
        for number in (1..=requests).step_by(step) {
            let place = Arc::clone(&places).acquire_owned().await.unwrap();
            cases.spawn(async move {
                let crashed = crash(last, number).await;
                drop(place);
                crashed
            });
        }
    }
    let crashes = cases.join_all().await;
    let count = crashes.iter().filter(|it| **it).count();
    assert!(count > ITEMS, "{count} crashes");
}

/// Half of the items are as they will be: fewer requests, and both kinds on every page.
fn half_done() -> Vec<Item> {
    let done = expected_cents(ITEMS).into_values().enumerate();
    let items = done.map(|(number, done)| if number % 2 == 0 { done } else { thing(number) });
    items.collect()
}

/// Number of requests of a run that nothing interrupts.
async fn requests_of_a_run() -> u64 {
    let bed = Bed::new().await;
    fill_with(&bed.direct, half_done()).await;
    let engine = Engine::new(bed.db.clone(), cents(), small_pages());
    assert_eq!(
        engine.run().await.unwrap().total().rewritten,
        ITEMS as u64 / 2
    );
    bed.proxy.counts().all_requests()
}

/// Ends a worker at this request, and finishes its work. Returns `false` if it had no such request.
async fn crash(last: Last, number: u64) -> bool {
    let bed = Bed::new().await;
    fill_with(&bed.direct, half_done()).await;
    let pause = Pause::new();
    let fault = match last {
        Last::Lost | Last::Late => Fault::PauseBefore(pause.clone()),
        Last::Applied => Fault::PauseAfter(pause.clone()),
    };
    bed.proxy.on_any().nth(number).fail(fault);
    let engine = Engine::new(bed.db.clone(), cents(), small_pages());
    let mut worker = tokio::spawn(async move { engine.run().await });
    tokio::select! {
        result = &mut worker => {
            assert_eq!(result.unwrap().unwrap().ending, Ending::Done);
            assert_eq!(differences(&bed.direct, &expected_cents(ITEMS)).await, [""; 0]);
            return false;
        }
        () = pause.reached() => worker.abort(),
    }
    assert!(worker.await.is_err(), "it has ended");
    if !matches!(last, Last::Late) {
        pause.cut();
        bed.proxy.settled().await;
    }
    finish(&bed, (last, number)).await;
    if matches!(last, Last::Late) {
        pause.release();
        bed.proxy.settled().await;
        assert_is_done(&bed, (last, number)).await;
    }
    true
}

async fn finish(bed: &Bed, case: (Last, u64)) {
    bed.proxy.clear();
    let engine = Engine::new(bed.db.clone(), cents(), small_pages());
    let report = engine.run().await;
    let report = report.unwrap_or_else(|error| panic!("{case:?}: {error}"));
    if report.ending == Ending::Done {
        assert_eq!(report.total().read, ITEMS as u64, "{case:?}: {report:?}");
    }
    assert_is_done(bed, case).await;
    for (segment, again) in read_again(&bed.proxy.log()) {
        assert!(again <= 1, "{case:?}: {again} pages of segment {segment}");
    }
}

async fn assert_is_done(bed: &Bed, case: (Last, u64)) {
    assert_eq!(
        differences(&bed.direct, &expected_cents(ITEMS)).await,
        [""; 0],
        "{case:?}"
    );
    let row = control_rows(&bed.direct, "run").await.remove(0);
    assert_eq!(row["status"].as_s().unwrap(), "APPLIED", "{case:?}");
}

/// Number of pages that were asked for more than once, by segment.
fn read_again(log: &[Recorded]) -> BTreeMap<String, usize> {
    let scans = log
        .iter()
        .filter(|it| it.operation == Operation::Scan && it.tables == ["things"]);
    let mut pages: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for scan in scans {
        let (segment, start) = (&scan.body["Segment"], &scan.body["ExclusiveStartKey"]);
        let starts = pages.entry(segment.to_string()).or_default();
        *starts.entry(start.to_string()).or_default() += 1;
    }
    let again = pages.into_iter().map(|(segment, starts)| {
        let again = starts.values().map(|times| times - 1).sum();
        (segment, again)
    });
    again.collect()
}
