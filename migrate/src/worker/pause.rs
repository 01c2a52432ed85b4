//! What is checked between two pages.

use std::sync::atomic::Ordering;

use super::{Halt, Worker};
use crate::error::Refusal;
use crate::options::WhenPaused;
use crate::progress::Event;
use crate::run::Status;

impl Worker<'_> {
    /// Lets a segment go on to its next page. Waits while the run is paused.
    ///
    /// # Errors
    /// If the worker is to end.
    pub(super) async fn go_on(&self) -> Result<(), Halt> {
        let mut is_paused = self.paused.lock().await;
        loop {
            if self.is_braking.load(Ordering::Relaxed) {
                return Err(Halt::Braked);
            }
            if self.stop.is_asked() {
                return Err(Halt::Stopped);
            }
            self.lease.check().await?;
            let run = self.control.run_row().await?;
            if run.generation != self.generation {
                let generation = run.generation;
                let refusal = Refusal::Superseded { generation };
                return Err(self.control.error(refusal).into());
            }
            if run.is_paused != *is_paused {
                self.announce(run.is_paused, run.direction.under_way())
                    .await?;
                *is_paused = run.is_paused;
            }
            match (run.is_paused, self.options.when_paused) {
                (false, _) => return Ok(()),
                (true, WhenPaused::Return) => return Err(Halt::Paused),
                (true, WhenPaused::Wait) => self.wait().await,
            }
        }
    }

    async fn announce(&self, is_paused: bool, under_way: Status) -> Result<(), Halt> {
        let (status, event) = if is_paused {
            (Status::Paused, Event::Paused)
        } else {
            (under_way, Event::Resumed)
        };
        let epoch = self.lease.hold().epoch;
        (self.control)
            .set_status(self.generation, epoch, status, None)
            .await?;
        self.options.progress.event(&event);
        Ok(())
    }

    async fn wait(&self) {
        tokio::select! {
            () = tokio::time::sleep(self.options.renewal()) => {}
            () = self.stop.asked() => {}
        }
    }
}
