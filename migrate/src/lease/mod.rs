//! The lease of a worker: how it is acquired, kept and released.
//!
//! A worker gives a sign of life by writing another record version into its row. Another process
//! takes over only after it has seen the same record version for the whole lease, measured on its
//! own clock, from when it first saw it. So no clocks of two machines are compared, and a clock
//! that is wrong does no harm. A worker that was only slow finds out at its next sign of life, or
//! when a checkpoint is refused; what it has sent until then is conditional, and harmless.

mod acquire;
mod deadline;
mod heartbeat;
mod silence;
mod watch;

use std::time::Duration;

use dynamite::{Client, engine_support};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use crate::control::{Control, Hold};
use crate::error::{Error, Refusal};
use deadline::Deadline;
use heartbeat::{HoldState, HoldStates};
pub(crate) use silence::{dead_worker, is_idle, settled};
pub(crate) use watch::Watch;

/// A hold on a run, kept by a task as long as this lives.
#[derive(Debug)]
pub(crate) struct Lease {
    control: Control,
    hold: Hold,
    taken_at: Instant,
    duration: Duration,
    states: HoldStates,
    heartbeat: Heartbeat,
}

/// The task that gives signs of life. It ends with the worker, however that ends.
#[derive(Debug)]
struct Heartbeat(JoinHandle<()>);

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Lease {
    fn begin(
        control: &Control,
        hold: Hold,
        (asked_at, until): (Instant, Deadline),
        lease: Duration,
    ) -> Self {
        let states = HoldStates::new(HoldState::Held {
            hold: hold.clone(),
            until,
        });
        let kept = heartbeat::keep(control.clone(), hold.clone(), lease, states.clone());
        Self {
            control: control.clone(),
            hold,
            taken_at: asked_at,
            duration: lease,
            states,
            heartbeat: Heartbeat(tokio::spawn(kept)),
        }
    }

    /// What the worker's writes are conditioned on.
    pub(crate) fn hold(&self) -> &Hold {
        &self.hold
    }

    /// When it was taken, on the clock of this process.
    pub(crate) fn taken_at(&self) -> Instant {
        self.taken_at
    }

    /// Returns the client with each attempt of each request sent only while the run is held.
    pub(crate) fn gated(&self, client: &Client) -> Client {
        let states = self.states.clone();
        engine_support::gated(client.clone(), move || states.is_held())
    }

    /// Makes sure that the run is still held, in this generation. If the last sign of life is too
    /// old, as after a pause of the whole process, it waits for the next one.
    ///
    /// # Errors
    /// If the run is held no longer.
    pub(crate) async fn check(&self) -> Result<(), Error> {
        // It nearly always is, and this is asked before each write: nothing is copied.
        if self.states.is_held() {
            return Ok(());
        }
        let mut states = self.states.subscribe();
        loop {
            let state = states.borrow_and_update().clone();
            match state {
                HoldState::Held { until, .. } if !until.is_over() => return Ok(()),
                HoldState::Held { .. } => {}
                HoldState::Lost(refusal) => return Err(self.control.error(refusal.into())),
            }
            // The task that gives signs of life ends only after it has said why.
            if states.changed().await.is_err() {
                return Err(self.control.error(Refusal::LeaseLost));
            }
        }
    }

    /// Stops giving signs of life, and lets the next worker begin at once. `may_have_requests` says that
    /// a request of this one may still arrive; then a change of direction waits all the same.
    ///
    /// # Errors
    /// Those of the requests. The lease then ends by itself.
    pub(crate) async fn release(
        mut self,
        may_have_requests: bool,
        longest_request: Duration,
    ) -> Result<(), Error> {
        self.states.end();
        // A sign of life that is under way changes what the row is conditioned on.
        let longest = Instant::now() + self.duration;
        if timeout_at(longest, &mut self.heartbeat.0).await.is_err() {
            self.heartbeat.0.abort();
        }
        let is_inherited = self.hold.may_have_requests && self.taken_at.elapsed() < longest_request;
        let may_have_requests = may_have_requests || is_inherited;
        let Some((hold, newer)) = self.states.last() else {
            return Ok(());
        };
        let generation = match newer {
            Some(newer) if !may_have_requests => newer,
            _ => hold.generation,
        };
        self.control
            .end_work(&hold, generation, may_have_requests)
            .await
    }
}
