//! Every request of a run is a point at which its process may end.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamite_migrate::{Ending, Engine, Error, Options, Refusal, Report, Run};
use dynamite_testkit::{Fault, Operation, Pause, Recorded};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::support::{
    Bed, Cents, Euros, Item, Things, control_rows, differences, expected_cents, fill_with, options,
    originals, pass, run, thing,
};

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

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Task {
    Run,
    Revert,
}

/// A process that ends at a request, and another one that comes after it.
#[derive(Clone, Copy, Debug)]
struct Case {
    items: usize,
    first: Task,
    then: Task,
    last: Last,
    request: u64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_request_is_the_last_of_a_process_the_next_one_finishes_its_work() {
    let case = Case::of(64, Task::Run, Task::Run);
    case.at_every_request([(Last::Lost, 1), (Last::Applied, 1), (Last::Late, 5)])
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_run_was_interrupted_it_can_be_taken_back() {
    let case = Case::of(12, Task::Run, Task::Revert);
    case.at_every_request([(Last::Lost, 3), (Last::Applied, 2)])
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_way_back_was_interrupted_it_is_finished() {
    let case = Case::of(12, Task::Revert, Task::Revert);
    case.at_every_request([(Last::Lost, 3), (Last::Applied, 2), (Last::Late, 5)])
        .await;
}

impl Task {
    async fn run(self, engine: &Engine) -> Result<Report, Error> {
        match self {
            Self::Run => engine.run().await,
            Self::Revert => engine.revert(&[pass("prices in euros", Euros)]).await,
        }
    }

    fn status(self) -> &'static str {
        match self {
            Self::Run => "APPLIED",
            Self::Revert => "REVERTED",
        }
    }
}

impl Case {
    fn of(items: usize, first: Task, then: Task) -> Self {
        Self {
            items,
            first,
            then,
            last: Last::Lost,
            request: u64::MAX,
        }
    }

    /// Tries every so many requests of the first process, with what becomes of the last one.
    async fn at_every_request<const N: usize>(self, lasts: [(Last, usize); N]) {
        let bed = self.bed().await;
        let report = self.first.run(&self.engine(&bed)).await.unwrap();
        assert_eq!(report.ending, Ending::Done);
        let requests = bed.proxy.counts().all_requests();
        // Cases wait for leases most of the time, so many of them run at once.
        let places = Arc::new(Semaphore::new(16));
        let mut cases = JoinSet::new();
        for (last, step) in lasts {
            for request in (1..=requests).step_by(step) {
                let place = Arc::clone(&places).acquire_owned().await.unwrap();
                let case = Self {
                    last,
                    request,
                    ..self
                };
                cases.spawn(async move {
                    let has_crashed = case.crash().await;
                    drop(place);
                    has_crashed
                });
            }
        }
        let crashes = cases.join_all().await;
        let count = crashes.iter().filter(|it| **it).count();
        assert!(count >= self.items / 2, "{count} crashes");
    }

    /// Items as the first process finds them. If they are to be rewritten, half of them are done:
    /// that makes fewer requests, and both kinds are on every page.
    async fn bed(self) -> Bed {
        let bed = Bed::new().await;
        let things: Vec<Item> = match (self.first, self.then) {
            (Task::Run, Task::Run) => {
                let done = expected_cents(self.items).into_values().enumerate();
                done.map(|(number, done)| if number % 2 == 0 { done } else { thing(number) })
                    .collect()
            }
            _ => originals(self.items).into_values().collect(),
        };
        fill_with(&bed.direct, things).await;
        if self.first == Task::Revert {
            let engine = Engine::new(bed.direct.clone(), cents(), self.options());
            let _ = engine.run().await.unwrap();
        }
        bed
    }

    /// Three pages in each of two segments.
    fn options(self) -> Options {
        Options {
            page_size: Some(self.items.div_ceil(6) + 1),
            ..options()
        }
    }

    fn engine(self, bed: &Bed) -> Engine {
        Engine::new(bed.db.clone(), cents(), self.options())
    }

    /// Ends a process at its request, and lets another one finish the work. Returns `false` if
    /// there was no such request.
    async fn crash(self) -> bool {
        let bed = self.bed().await;
        let pause = Pause::new();
        let fault = match self.last {
            Last::Lost | Last::Late => Fault::PauseBefore(pause.clone()),
            Last::Applied => Fault::PauseAfter(pause.clone()),
        };
        bed.proxy.on_any().nth(self.request).fail(fault);
        let engine = self.engine(&bed);
        let mut worker = tokio::spawn(async move { self.first.run(&engine).await });
        tokio::select! {
            result = &mut worker => {
                assert_eq!(result.unwrap().unwrap().ending, Ending::Done, "{self:?}");
                return false;
            }
            () = pause.reached() => worker.abort(),
        }
        assert!(worker.await.is_err(), "it has ended");
        if !matches!(self.last, Last::Late) {
            pause.cut();
            bed.proxy.settled().await;
        }
        self.finish(&bed).await;
        if matches!(self.last, Last::Late) {
            pause.release();
            bed.proxy.settled().await;
            self.assert_is_done(&bed).await;
        }
        true
    }

    async fn finish(self, bed: &Bed) {
        bed.proxy.clear();
        let report = match self.then.run(&self.engine(bed)).await {
            Ok(report) => report,
            // It ended before it had recorded anything.
            Err(error) if matches!(error.refusal(), Refusal::NotRecorded) => {
                let before = originals(self.items);
                return self.assert_is(bed, before).await;
            }
            Err(error) => panic!("{self:?}: {error}"),
        };
        if report.ending == Ending::Done {
            assert_eq!(report.total().read, self.items as u64, "{self:?}");
        }
        self.assert_is_done(bed).await;
        if self.first == self.then {
            for (segment, again) in read_again(&bed.proxy.log()) {
                assert!(again <= 1, "{self:?}: {again} pages of segment {segment}");
            }
        }
    }

    async fn assert_is_done(self, bed: &Bed) {
        let expected = match self.then {
            Task::Run => expected_cents(self.items),
            Task::Revert => originals(self.items),
        };
        self.assert_is(bed, expected).await;
        let row = control_rows(&bed.direct, "run").await.remove(0);
        let status = row["status"].as_s().unwrap();
        assert_eq!(status, self.then.status(), "{self:?}");
    }

    async fn assert_is(self, bed: &Bed, expected: Things) {
        let differences = differences(&bed.direct, &expected).await;
        assert!(differences.is_empty(), "{self:?}: {differences:#?}");
    }
}

fn cents() -> Run {
    run("0001_cents", pass("prices in cents", Cents))
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
