//! The end of work that removes something: no request of it may arrive any more.

use tokio::time::{Instant, sleep};

use super::{Halt, Worker};
use crate::progress::Event;

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
}
