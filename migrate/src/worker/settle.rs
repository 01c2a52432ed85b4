//! Requests that may still arrive: they are waited for before the work begins, and before it ends.

use std::pin::pin;

use tokio::time::{Instant, sleep};

use super::{Halt, Worker};
use crate::control::Control;
use crate::error::Refusal;
use crate::lease::settled;
use crate::options::{Options, WhenHeld};
use crate::progress::Event;
use crate::run::RunId;

impl Worker<'_> {
    /// Waits until no request can arrive any more that had no response: of this worker, or of an earlier one
    /// that did not end in order. Other migrations and programs may bring back what this work has removed, and
    /// would lose it to a request that is late.
    pub(crate) async fn settle(&self) -> Result<(), Halt> {
        let since = if self.unanswered.is_any() {
            Instant::now()
        } else if self.lease.hold().may_have_requests {
            self.lease.taken_at()
        } else {
            return Ok(());
        };
        loop {
            let longest = self.options.longest_request;
            let left = longest.saturating_sub(since.elapsed());
            if left.is_zero() {
                self.unanswered.forget();
                return Ok(());
            }
            let event = Event::WaitingForRequests { left };
            self.options.progress.event(&event);
            self.go_on().await?;
            tokio::select! {
                () = sleep(left.min(self.options.renewal())) => {}
                () = self.stop.asked() => {}
            }
        }
    }

    /// Waits until no request of other runs can arrive any more: it could bring back what this work removes, or
    /// change what that has read. One whose worker is alive is not waited for: it has begun meanwhile, and this run is
    /// refused for it before its first change.
    pub(crate) async fn settle_others(&self, others: &[RunId]) -> Result<(), Halt> {
        for run in others {
            let control = Control::new(self.control.client().clone(), run.clone());
            let row = match control.run_row().await {
                Err(error) if matches!(error.refusal(), Refusal::NotRecorded) => continue,
                row => row?,
            };
            let options = Options {
                when_held: WhenHeld::Fail,
                ..self.options.clone()
            };
            let mut settled = pin!(settled(&control, &row, &options));
            let settled = loop {
                tokio::select! {
                    settled = &mut settled => break settled,
                    () = self.stop.asked() => {}
                    () = sleep(options.renewal()) => {}
                }
                self.go_on().await?;
            };
            if let Err(error) = settled
                && !matches!(error.refusal(), Refusal::Held { .. })
            {
                return Err(error.into());
            }
        }
        Ok(())
    }
}
