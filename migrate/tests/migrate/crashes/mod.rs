//! Every request of a migration is a point at which its process may end: each kind of step, in each
//! direction.

mod kinds;
mod steps;

use std::ops::RangeInclusive;
use std::sync::Arc;

use dynamite::Client;
use dynamite_migrate::{Ending, Error, Migrator, Refusal};
use dynamite_testkit::{Fault, Pause, Recorded};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::support::{Bed, Task};

/// What becomes of the request at which a process ends.
#[derive(Clone, Copy, Debug)]
enum Last {
    /// It is applied, and nobody hears of it.
    Applied,
    /// It never arrives.
    Lost,
    /// It arrives after another process has finished the work.
    Late,
}

const LASTS: [Last; 3] = [Last::Applied, Last::Lost, Last::Late];

/// Set to try each request with everything that may become of it. By default they take turns.
const ALL: &str = "DYNAMITE_CRASH_POINTS";

/// A migration, and a table that it is for.
pub(crate) trait Scene: Send + Sync + 'static {
    /// The table as it is before the migration.
    fn bed(&self) -> impl Future<Output = Bed> + Send;

    fn migrator(&self, db: &Client) -> Migrator;

    /// Fails unless the table is as this task leaves it, or, without one, as it was before.
    fn check(&self, bed: &Bed, done: Option<Task>, at: &str) -> impl Future<Output = ()> + Send;

    /// The numbers of the requests that matter, of all.
    fn requests(&self, log: &[Recorded]) -> RangeInclusive<usize> {
        1..=log.len()
    }
}

/// A process that ends at a request, and another one that comes after it.
struct Crash<S> {
    scene: Arc<S>,
    first: Task,
    then: Task,
    last: Last,
    request: usize,
}

/// Ends a process at every request of the first task, and lets another one do the second.
pub(crate) async fn at_every_request<S: Scene>(scene: S, first: Task, then: Task) {
    let scene = Arc::new(scene);
    let bed = bed(&*scene, first).await;
    let done = first.of(&scene.migrator(&bed.db)).await.unwrap();
    assert_eq!(done.ending, Ending::Done);
    scene.check(&bed, Some(first), "without a crash").await;
    let requests = scene.requests(&bed.proxy.log());
    let count = requests.clone().count();
    // Cases wait for leases most of the time, so many of them run at once.
    let places = Arc::new(Semaphore::new(16));
    let mut cases = JoinSet::new();
    for (last, request) in requests.flat_map(|request| lasts(request, first == then)) {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let crash = Crash {
            scene: Arc::clone(&scene),
            first,
            then,
            last,
            request,
        };
        cases.spawn(async move {
            let has_crashed = crash.happens().await;
            drop(place);
            has_crashed
        });
    }
    let crashes = cases.join_all().await.into_iter().filter(|it| *it).count();
    // The number of signs of life varies.
    assert!(
        crashes * 10 >= count * 8,
        "{crashes} crashes at {count} requests"
    );
}

/// What becomes of a request. Before a change of direction, requests of the dead are waited for, so none is
/// late.
fn lasts(request: usize, may_be_late: bool) -> Vec<(Last, usize)> {
    let possible = &LASTS[..if may_be_late { 3 } else { 2 }];
    let tried = match std::env::var(ALL).as_deref() {
        Ok("all") => possible.to_vec(),
        _ => vec![possible[request % possible.len()]],
    };
    tried.into_iter().map(|last| (last, request)).collect()
}

/// The table as the first process finds it.
async fn bed<S: Scene>(scene: &S, first: Task) -> Bed {
    let bed = scene.bed().await;
    if first != Task::Run {
        let _ = Task::Run.of(&scene.migrator(&bed.direct)).await.unwrap();
    }
    bed
}

impl<S: Scene> Crash<S> {
    fn place(&self) -> String {
        let Self {
            first, then, last, ..
        } = self;
        format!("{first:?}, {then:?}, {last:?} {}", self.request)
    }

    /// Ends a process at its request, and lets another one finish the work. Returns `false` if there was no
    /// such request.
    async fn happens(&self) -> bool {
        let bed = bed(&*self.scene, self.first).await;
        let pause = Pause::new();
        let fault = match self.last {
            Last::Lost | Last::Late => Fault::PauseBefore(pause.clone()),
            Last::Applied => Fault::PauseAfter(pause.clone()),
        };
        let request = u64::try_from(self.request).unwrap();
        bed.proxy.on_any().nth(request).fail(fault);
        let (migrator, first) = (self.scene.migrator(&bed.db), self.first);
        let mut worker = tokio::spawn(async move { first.of(&migrator).await });
        tokio::select! {
            result = &mut worker => {
                let report = result.unwrap().unwrap();
                assert_eq!(report.ending, Ending::Done, "{}", self.place());
                return false;
            }
            () = pause.reached() => worker.abort(),
        }
        assert!(worker.await.is_err(), "it has ended");
        if !matches!(self.last, Last::Late) {
            pause.cut();
            bed.proxy.settled().await;
        }
        bed.proxy.clear();
        let done = self.finish(&bed).await;
        if matches!(self.last, Last::Late) {
            pause.release();
            bed.proxy.settled().await;
            self.scene.check(&bed, done, &self.place()).await;
        }
        true
    }

    /// Lets the next process do its task. Returns what is done then.
    async fn finish(&self, bed: &Bed) -> Option<Task> {
        let migrator = self.scene.migrator(&bed.db);
        let mut result = self.then.of(&migrator).await;
        // A lease may be lost where a machine has much to do.
        while result.as_ref().is_err_and(Error::is_retryable) {
            result = self.then.of(&migrator).await;
        }
        let done = match result {
            Ok(report) => {
                let is_done = matches!(report.ending, Ending::Done | Ending::DoneBefore);
                assert!(is_done, "{}: {report:?}", self.place());
                let state = migrator.state().await.unwrap().unwrap();
                assert_eq!(state.status, self.then.done(), "{}", self.place());
                Some(self.then)
            }
            Err(error) if self.then != self.first && is_before_work(&error) => None,
            Err(error) => panic!("{}: {error}", self.place()),
        };
        self.scene.check(bed, done, &self.place()).await;
        done
    }
}

/// The first process had not changed anything yet.
fn is_before_work(error: &Error) -> bool {
    match error.refusal() {
        Refusal::NotRecorded => true,
        Refusal::WrongStatus { remedy, .. } => remedy.contains("nothing was changed yet"),
        _ => false,
    }
}
