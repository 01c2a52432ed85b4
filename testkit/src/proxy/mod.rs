//! A proxy that plays the faults of a distributed database.
//!
//! A request passes through these files in order: `server` (the connection), `call` (the parsed
//! request), `scripted_faults` and `chaos` (the choice of a fault), `play` (playing it), `pages` and `batch`
//! (faults that reshape a request), `backend` (capacity, then the engine), `answer` (the response).
//! `ledger` records the requests.

mod answer;
mod backend;
mod batch;
mod call;
mod capacity;
mod chaos;
mod consumed;
mod counts;
mod errors;
mod fault;
mod ledger;
mod pages;
mod pause;
mod play;
mod scripted_faults;
mod server;

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::watch;

use crate::background::Background;
use crate::engine::Engine;
use crate::operation::Operation;

pub use capacity::Capacity;
pub use counts::Counts;
pub use errors::CancellationReason;
pub use fault::Fault;
pub use ledger::{Outcome, Recorded};
pub use pause::Pause;

/// A proxy between a client and an [`Engine`], without faults until some are set.
///
/// A request that the proxy has accepted no longer depends on its client: as on a real network, one
/// that is delayed or paused may be applied after the client has given up, or ended.
///
/// Dropping the proxy closes its connections and drops the requests in flight.
#[derive(Debug)]
pub struct FaultProxy {
    // Dropped first: the engine must not end while requests are under way.
    server: Background,
    closing: watch::Sender<()>,
    player: Arc<play::Player>,
    engine: Engine,
}

impl FaultProxy {
    /// Starts a proxy in front of `engine`, and keeps it running.
    ///
    /// # Panics
    /// When the machine has no thread or port left for it.
    pub async fn start(engine: &Engine) -> Self {
        let player = Arc::new(play::Player::new(engine.endpoint()));
        let serving = Arc::clone(&player);
        let (closing, closes) = watch::channel(());
        let serve = |listener| server::serve(listener, serving, closes);
        let server = Background::start("fault-proxy", serve).await;
        Self {
            server,
            closing,
            player,
            engine: engine.clone(),
        }
    }

    /// Returns the endpoint for clients, such as `http://127.0.0.1:41234`.
    pub fn endpoint(&self) -> &str {
        self.server.endpoint()
    }

    /// Returns the engine's [access key](Engine::access_key).
    pub fn access_key(&self) -> &str {
        self.engine.access_key()
    }

    /// Begins a scripted fault for requests of one operation. By default it is played once, on the next
    /// such request.
    ///
    /// The first scripted fault to be played wins. The others still count the request, so that `nth`
    /// counts every request.
    pub fn on(&self, operation: Operation) -> ScriptedFault<'_> {
        ScriptedFault::new(self, Some(operation))
    }

    /// Denies whatever creates or changes a table, as for a role without these permissions.
    pub fn deny_table_changes(&self) {
        for operation in [
            Operation::CreateTable,
            Operation::UpdateTable,
            Operation::UpdateTimeToLive,
        ] {
            self.on(operation).always().fail(Fault::AccessDenied);
        }
    }

    /// Begins a scripted fault for requests of any operation that it suits.
    pub fn on_any(&self) -> ScriptedFault<'_> {
        ScriptedFault::new(self, None)
    }

    /// Plays random faults on a share of the requests for which no fault is scripted.
    ///
    /// One of the `faults` that suit the operation is drawn with probability
    /// `rate` (0.0 to 1.0). The same seed and the same order of requests give
    /// the same faults. Replaces an earlier call.
    ///
    /// # Panics
    /// When `rate` is not between 0.0 and 1.0.
    pub fn chaos(&self, seed: u64, rate: f64, faults: impl Into<Vec<Fault>>) {
        assert!(
            (0.0..=1.0).contains(&rate),
            "a rate lies between 0.0 and 1.0, not at {rate}"
        );
        self.player
            .set_chaos(chaos::Chaos::new(seed, rate, faults.into()));
    }

    /// Removes all scripted faults and the chaos. Capacities, counts and log remain.
    pub fn clear(&self) {
        self.player.clear();
    }

    /// Limits the capacity of a table; requests beyond it are throttled, with reasons. `table` is
    /// the name that requests use.
    pub fn capacity(&self, table: &str, capacity: Capacity) {
        self.player.backend.capacities.limit(table, capacity);
    }

    /// Closes every connection on which no request is under way, as servers and load balancers do
    /// with long-idle ones. A connection with a request is closed after its response.
    pub fn close_idle_connections(&self) {
        self.closing.send_replace(());
    }

    /// Waits until no request is in flight, so that a test can examine what a client that gave up
    /// or ended has left.
    ///
    /// A request counts from when the proxy has read it. Requests held by a
    /// [`Pause`] are in flight.
    pub async fn settled(&self) {
        self.player.backend.ledger.settled().await;
    }

    /// Returns the counts since the start.
    pub fn counts(&self) -> Counts {
        self.player.backend.ledger.counts()
    }

    /// Returns every request since the start, in order of arrival.
    pub fn log(&self) -> Vec<Recorded> {
        self.player.backend.ledger.log()
    }

    /// Returns the operation of every request since the start, in order of arrival.
    pub fn operations(&self) -> Vec<Operation> {
        let log = self.log().into_iter();
        log.map(|request| request.operation).collect()
    }
}

/// A fault under construction; [`fail`](ScriptedFault::fail) activates it.
#[must_use = "nothing happens until `fail` names the fault"]
#[derive(Debug)]
pub struct ScriptedFault<'proxy> {
    proxy: &'proxy FaultProxy,
    filter: scripted_faults::Filter,
    window: scripted_faults::Window,
}

impl<'proxy> ScriptedFault<'proxy> {
    fn new(proxy: &'proxy FaultProxy, operation: Option<Operation>) -> Self {
        let filter = scripted_faults::Filter {
            operation,
            ..scripted_faults::Filter::default()
        };
        Self {
            proxy,
            filter,
            window: scripted_faults::Window::default(),
        }
    }

    /// Restricts the fault to requests that name this table.
    pub fn table(mut self, name: &str) -> Self {
        self.filter.table = Some(name.to_owned());
        self
    }

    /// Restricts the fault to requests whose JSON body the predicate accepts.
    pub fn matching(mut self, accepts: impl Fn(&Value) -> bool + Send + Sync + 'static) -> Self {
        self.filter.body = scripted_faults::BodyFilter(Some(Box::new(accepts)));
        self
    }

    /// Starts at the `n`-th such request, counted from 1.
    ///
    /// # Panics
    /// When `n` is 0.
    pub fn nth(mut self, n: u64) -> Self {
        assert!(n > 0, "requests are counted from 1");
        self.window.from = n;
        self
    }

    /// Plays the fault on this many requests instead of one.
    pub fn times(mut self, times: u64) -> Self {
        self.window.left = times;
        self
    }

    /// Plays the fault on every request, until the faults are cleared.
    pub fn always(self) -> Self {
        self.times(u64::MAX)
    }

    /// Activates the fault.
    ///
    /// # Panics
    /// When the fault does not suit the operation, such as a short page of a `PutItem`: the rule
    /// could never play it.
    pub fn fail(self, fault: Fault) {
        if let Some(operation) = self.filter.operation {
            assert!(
                fault.suits(operation),
                "{} cannot happen to a {operation}",
                fault.name()
            );
        }
        self.proxy
            .player
            .add_fault(scripted_faults::ActiveFault::new(
                self.filter,
                self.window,
                fault,
            ));
    }
}
