//! What others are told of the work: the history, and the status of the run.

use super::Engine;
use crate::control::RunRow;
use crate::error::Error;
use crate::lease::Lease;
use crate::run::{HistoryEntry, Precondition, RunId, Status};

/// A generation that this process works on.
pub(super) struct Ours<'a> {
    pub(super) begun: &'a RunRow,
    pub(super) lease: &'a Lease,
    /// The full names of its tables.
    pub(super) tables: Vec<String>,
}

impl Engine {
    /// Makes it known that items are changed from now on, unless a run that has begun or ended meanwhile is in
    /// the way.
    pub(super) async fn make_known(&self, status: Status, ours: &Ours<'_>) -> Result<(), Error> {
        self.enter(status, ours, &self.run.precondition).await
    }

    /// Returns the other runs that matter.
    pub(super) async fn others(&self, ours: &Ours<'_>) -> Result<Vec<RunId>, Error> {
        let entry = self.entry(Status::Pending, ours);
        self.control.others(&entry, &self.run.precondition).await
    }

    /// Gives a generation up that nobody else knows of: nothing was changed in it.
    pub(super) async fn give_up(&self, ours: &Ours<'_>, failure: &str) -> Result<(), Error> {
        ours.lease.check().await?;
        let epoch = ours.lease.hold().epoch;
        self.control.withdraw(ours.begun, epoch, failure).await
    }

    /// Records that a run which was done before still is, although a survey refused to do it again.
    pub(super) async fn still_applied(&self, ours: &Ours<'_>, failure: &str) -> Result<(), Error> {
        self.record_end(Status::Applied, ours, Some(failure)).await
    }

    pub(super) async fn finish(&self, status: Status, ours: &Ours<'_>) -> Result<(), Error> {
        self.record_end(status, ours, None).await
    }

    /// Records the end: first in the history, so that a run with this status is always in it.
    async fn record_end(
        &self,
        status: Status,
        ours: &Ours<'_>,
        failure: Option<&str>,
    ) -> Result<(), Error> {
        self.enter(status, ours, &Precondition::default()).await?;
        self.set_status(ours, status, failure).await
    }

    /// Enters a status in the history, if other runs are as the precondition has them.
    async fn enter(
        &self,
        status: Status,
        ours: &Ours<'_>,
        precondition: &Precondition,
    ) -> Result<(), Error> {
        let entry = self.entry(status, ours);
        let is_held = || ours.lease.check();
        let entered = self.control.add_to_history(&entry, precondition, is_held);
        entered.await
    }

    pub(super) async fn set_status(
        &self,
        ours: &Ours<'_>,
        status: Status,
        failure: Option<&str>,
    ) -> Result<(), Error> {
        let (generation, epoch) = (ours.begun.generation, ours.lease.hold().epoch);
        self.control
            .set_status(generation, epoch, status, failure)
            .await?;
        Ok(())
    }

    fn entry(&self, status: Status, ours: &Ours<'_>) -> HistoryEntry {
        HistoryEntry {
            run: self.run.id.as_str().to_owned(),
            status,
            generation: ours.begun.generation,
            at: dynamite::engine_support::now(self.control.client()),
            plan_hash: self.run.plan_hash().to_string(),
            checksum: self.run.checksum.clone(),
            tables: ours.tables.clone(),
        }
    }
}
