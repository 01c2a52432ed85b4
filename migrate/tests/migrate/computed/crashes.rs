//! Whichever request is the last one of a process, the next one makes each step once.

use std::sync::Arc;

use dynamite_migrate::{Ending, Engine, Refusal};
use dynamite_testkit::{Fault, Pause};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{Bed, Chosen, Item, by_id, planned, random_items, take_codes, tolerant};
use crate::support::{assert_same, run_of, stored_users, users};

/// What becomes of the request at which the process ends.
#[derive(Clone, Copy, Debug)]
enum Last {
    /// It never arrives.
    Lost,
    /// It is applied, and nobody hears of it.
    Applied,
    /// It arrives after another process has finished the work.
    Late,
}

/// Items that the steps can be made on.
fn items() -> Vec<Item> {
    let good = random_items(3, 60).into_iter();
    let good = good.filter(|item| Chosen::all().run(item).is_some());
    let items: Vec<_> = good.take(12).collect();
    assert_eq!(items.len(), 12);
    items
}

async fn engine(bed: &Bed) -> Engine {
    let passes = planned().passes(&bed.direct, &tolerant()).await;
    let run = run_of("0001_users", passes.run);
    Engine::new(bed.db.clone(), run, tolerant())
}

async fn assert_done(bed: &Bed, case: (Last, u64)) {
    let expected = by_id(items());
    let expected = expected
        .into_iter()
        .map(|(id, item)| (id, Chosen::all().run(&item).unwrap()));
    let mut found = stored_users(&bed.direct).await;
    assert_eq!(take_codes(&mut found).len(), items().len(), "{case:?}");
    assert_same(&found, &expected.collect());
}

/// Ends a process at a request. Returns `false` if there was no such request.
async fn crash(last: Last, request: u64) -> bool {
    let bed = users(&items()).await;
    let engine_of_first = engine(&bed).await;
    let pause = Pause::new();
    let fault = match last {
        Last::Lost | Last::Late => Fault::PauseBefore(pause.clone()),
        Last::Applied => Fault::PauseAfter(pause.clone()),
    };
    bed.proxy.on_any().nth(request).fail(fault);
    let mut worker = tokio::spawn(async move { engine_of_first.run().await });
    tokio::select! {
        result = &mut worker => {
            assert_eq!(result.unwrap().unwrap().ending, Ending::Done);
            return false;
        }
        () = pause.reached() => worker.abort(),
    }
    assert!(worker.await.is_err(), "it has ended");
    if !matches!(last, Last::Late) {
        pause.cut();
        bed.proxy.settled().await;
    }
    bed.proxy.clear();
    match engine(&bed).await.run().await {
        Ok(_) => {}
        Err(error) if matches!(error.refusal(), Refusal::NotRecorded) => return true,
        Err(error) => panic!("{last:?} {request}: {error}"),
    }
    assert_done(&bed, (last, request)).await;
    if matches!(last, Last::Late) {
        pause.release();
        bed.proxy.settled().await;
        assert_done(&bed, (last, request)).await;
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_request_is_the_last_each_step_is_made_once() {
    let bed = users(&items()).await;
    let _ = engine(&bed).await.run().await.unwrap();
    assert_done(&bed, (Last::Lost, 0)).await;
    let requests = bed.proxy.counts().all_requests();
    let places = Arc::new(Semaphore::new(16));
    let mut cases = JoinSet::new();
    for (last, step) in [(Last::Lost, 2), (Last::Applied, 1), (Last::Late, 2)] {
        for request in (1..=requests).step_by(step) {
            let place = Arc::clone(&places).acquire_owned().await.unwrap();
            cases.spawn(async move {
                let has_crashed = crash(last, request).await;
                drop(place);
                has_crashed
            });
        }
    }
    let crashes = cases.join_all().await;
    let count = crashes.iter().filter(|it| **it).count();
    assert!(count >= 2 * items().len(), "{count} crashes");
}
