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
mod watch;

use std::time::Duration;

use dynamite::{Client, engine_support};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use crate::control::{Control, Tenure};
use crate::error::{Error, Refusal};
use deadline::Deadline;
use heartbeat::{Standing, Standings};

/// A hold on a run, kept by a task as long as this lives.
#[derive(Debug)]
pub(crate) struct Lease {
    control: Control,
    tenure: Tenure,
    taken_at: Instant,
    duration: Duration,
    standings: Standings,
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
        tenure: Tenure,
        (asked_at, until): (Instant, Deadline),
        lease: Duration,
    ) -> Self {
        let standings = Standings::new(Standing::Held {
            tenure: tenure.clone(),
            until,
        });
        let kept = heartbeat::keep(control.clone(), tenure.clone(), lease, standings.clone());
        Self {
            control: control.clone(),
            tenure,
            taken_at: asked_at,
            duration: lease,
            standings,
            heartbeat: Heartbeat(tokio::spawn(kept)),
        }
    }

    /// What the worker's writes are conditioned on.
    pub(crate) fn tenure(&self) -> &Tenure {
        &self.tenure
    }

    /// Returns the client with each attempt of each request sent only while the run is held.
    pub(crate) fn gated(&self, client: &Client) -> Client {
        let standings = self.standings.clone();
        engine_support::gated(client.clone(), move || standings.is_held())
    }

    /// Makes sure that the run is still held, in this generation. If the last sign of life is too
    /// old, as after a pause of the whole process, it waits for the next one.
    ///
    /// # Errors
    /// If the run is held no longer.
    pub(crate) async fn check(&self) -> Result<(), Error> {
        // It nearly always is, and this is asked before each write: nothing is copied.
        if self.standings.is_held() {
            return Ok(());
        }
        let mut standings = self.standings.subscribe();
        loop {
            let standing = standings.borrow_and_update().clone();
            match standing {
                Standing::Held { until, .. } if !until.is_over() => return Ok(()),
                Standing::Held { .. } => {}
                Standing::Lost(refusal) => return Err(self.control.error(refusal.into())),
            }
            // The task that gives signs of life ends only after it has said why.
            if standings.changed().await.is_err() {
                return Err(self.control.error(Refusal::LeaseLost));
            }
        }
    }

    /// Stops giving signs of life, and lets the next worker begin at once. `is_unsettled` says that
    /// a request of this one may still arrive; then a change of direction waits all the same.
    ///
    /// # Errors
    /// Those of the requests. The lease then ends by itself.
    pub(crate) async fn release(
        mut self,
        is_unsettled: bool,
        longest_request: Duration,
    ) -> Result<(), Error> {
        self.standings.end();
        // A sign of life that is under way changes what the row is conditioned on.
        let patience = Instant::now() + self.duration;
        if timeout_at(patience, &mut self.heartbeat.0).await.is_err() {
            self.heartbeat.0.abort();
        }
        let is_inherited = self.tenure.is_unsettled && self.taken_at.elapsed() < longest_request;
        let is_unsettled = is_unsettled || is_inherited;
        let Some((tenure, newer)) = self.standings.last() else {
            return Ok(());
        };
        let generation = match newer {
            Some(newer) if !is_unsettled => newer,
            _ => tenure.generation,
        };
        self.control
            .end_work(&tenure, generation, is_unsettled)
            .await
    }
}
