//! The work of an engine: begin, hold the run, do its passes, record the end.

use std::collections::BTreeSet;

use dynamite::engine_support::{self, TableDescriptor};

use super::Engine;
use super::goal::Goal;
use super::known::Ours;
use crate::control::{RunRow, Surveyed};
use crate::error::{Error, Refusal};
use crate::lease::{Lease, settled};
use crate::report::{Ending, PassReport, Report};
use crate::run::{Direction, Status, Surveys};
use crate::worker::{Halt, Worker};

/// Why an attempt ended with an error.
enum Ended {
    /// A survey has found something in the way, so that nothing was changed.
    Surveyed(Error),
    /// Something failed.
    Failed(Error),
}

impl Ended {
    fn refusal(&self) -> &Refusal {
        let (Self::Surveyed(error) | Self::Failed(error)) = self;
        error.refusal()
    }

    fn into_error(self) -> Error {
        let (Self::Surveyed(error) | Self::Failed(error)) = self;
        error
    }
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Engine {
    pub(super) async fn carry_out(&self, goal: Goal<'_>) -> Result<Report, Error> {
        let owner = self.options.owner.renewed();
        let row = self.begun(goal, &owner).await?;
        if let Some(recorded) = &row.tables {
            let tables = self.control.tables(self.tables(goal)).await?;
            self.control.check_tables(recorded, &tables)?;
        }
        if row.status == goal.direction.done() {
            return self.done_before(&row).await;
        }
        let (options, stop) = (&self.options, &self.stop);
        let lease = match Lease::acquire(&self.control, &row, &owner, options, stop).await {
            // Whoever has the lease may only have found the same.
            Err(error) if matches!(error.refusal(), Refusal::Held { .. }) => {
                let now = self.control.run_row().await?;
                if now.status != goal.direction.done() {
                    return Err(error);
                }
                return self.done_before(&now).await;
            }
            acquired => acquired?,
        };
        let Some(lease) = lease else {
            return Ok(self.report(Ending::Stopped, &row, Vec::new()));
        };
        let (result, may_have_requests) = self.work(goal, &row, &lease).await;
        let longest_request = self.options.longest_request;
        let released = lease.release(may_have_requests, longest_request).await;
        let report = result?;
        released?;
        if report.ending == Ending::DoneBefore {
            return self.done_before(&self.control.run_row().await?).await;
        }
        Ok(report)
    }

    /// Reports a run that was done before. Where no program runs, the next one may be started at once, so none of
    /// its requests may arrive any more.
    async fn done_before(&self, row: &RunRow) -> Result<Report, Error> {
        if self.run.is_exclusive {
            settled(&self.control, row, &self.options).await?;
        }
        Ok(self.report(Ending::DoneBefore, row, Vec::new()))
    }

    /// Works while the lease is held. Returns also whether a request may still arrive.
    async fn work(
        &self,
        goal: Goal<'_>,
        begun: &RunRow,
        lease: &Lease,
    ) -> (Result<Report, Error>, bool) {
        let context = (&self.options, &self.stop, &self.meter);
        let worker = Worker::new(&self.control, lease, begun, context);
        let ours = Ours {
            begun,
            lease,
            tables: self.table_names(goal),
        };
        let result = self.attempt(goal, (&worker, &ours)).await;
        if let Err(ended) = &result {
            // What failed is the error; that it could not be recorded would only hide it.
            let _ = self.record_failure(ended, &ours).await;
        }
        let result = result.map_err(Ended::into_error);
        (result, worker.may_have_requests())
    }

    /// Records why an attempt ended, and leaves the run as it is by that.
    async fn record_failure(&self, ended: &Ended, ours: &Ours<'_>) -> Result<(), Error> {
        let failure = &*ended.refusal().to_string();
        match (ended, ended.refusal()) {
            // Another process decides what it is.
            (_, Refusal::LeaseLost | Refusal::Superseded { .. }) => Ok(()),
            (_, Refusal::OtherBegun { .. }) => self.give_up(ours, failure).await,
            // What was done, or taken back, before still is if a survey refuses to do it again.
            (Ended::Surveyed(_), _) => {
                let begun = ours.begun;
                let before = begun.before.as_ref();
                let has_before = before.is_some_and(|it| begun.was_applied || it.status.is_done());
                if has_before && !self.control.is_known(begun).await? {
                    self.give_up(ours, failure).await
                } else if begun.was_applied {
                    self.still_applied(ours, failure).await
                } else {
                    self.set_status(ours, Status::Failed, Some(failure)).await
                }
            }
            _ => self.set_status(ours, Status::Failed, Some(failure)).await,
        }
    }

    async fn attempt(
        &self,
        goal: Goal<'_>,
        (worker, ours): (&Worker<'_>, &Ours<'_>),
    ) -> Result<Report, Ended> {
        let begun = ours.begun;
        let now = self.control.run_row().await?;
        if now.generation == begun.generation && now.status == goal.direction.done() {
            return Ok(self.report(Ending::DoneBefore, &now, Vec::new()));
        }
        let tables = self.control.tables(self.tables(goal)).await?;
        let recorded = self.control.record_tables(now.generation, &tables).await?;
        self.control
            .check_tables(&recorded.unwrap_or_default(), &tables)?;
        self.set_status(ours, goal.direction.under_way(), None)
            .await?;
        let mut passes = Vec::new();
        let mut done = self.pass_all(goal, &now, (worker, ours), &mut passes).await;
        // After these the next kind of program may start at once, or another migration.
        let is_last = goal.direction != Direction::Up || self.run.is_exclusive;
        if done.is_ok() && is_last {
            done = worker.settle().await;
        }
        let ending = match done {
            Ok(()) => {
                self.finish(goal.direction.done(), ours).await?;
                Ending::Done
            }
            Err(Halt::Failed(error)) => return Err(Ended::Failed(error)),
            Err(Halt::Surveyed(error)) => return Err(Ended::Surveyed(error)),
            Err(Halt::Paused) => Ending::Paused,
            Err(Halt::Stopped | Halt::Braked) => Ending::Stopped,
        };
        Ok(self.report(ending, begun, passes))
    }

    /// The full names of the tables of a goal.
    fn table_names(&self, goal: Goal<'_>) -> Vec<String> {
        let client = self.control.client();
        let names = self.tables(goal);
        let names = names.map(|table| engine_support::table_name(client, table));
        names.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The tables of a goal.
    fn tables(&self, goal: Goal<'_>) -> impl Iterator<Item = &'static TableDescriptor> {
        let of_passes = goal.passes.iter().map(|pass| pass.model.table);
        of_passes.chain(self.run.tables.iter().copied())
    }

    /// Surveys the items before the first of them is changed and once nothing of other runs arrives any more,
    /// makes the run known to others, then does the passes. Tables are changed once items have what an index needs,
    /// and before items lose it.
    async fn pass_all(
        &self,
        goal: Goal<'_>,
        now: &RunRow,
        (worker, ours): (&Worker<'_>, &Ours<'_>),
        reports: &mut Vec<PassReport>,
    ) -> Result<(), Halt> {
        let others = self.others(ours).await?;
        // Seldom any is waited for, and the future is large.
        Box::pin(worker.settle_others(&others)).await?;
        if goal.direction == Direction::Up && self.needs_survey(now).await? {
            let surveyed = worker.survey(goal.passes, now).await?;
            self.control.record_survey(surveyed).await?;
        }
        self.make_known(goal.direction.under_way(), ours).await?;
        let changes = self.run.changes_of_tables(goal.direction);
        // Few runs have any, and their future is large.
        let tables = Box::pin(worker.change_tables(changes, &now.made));
        if goal.direction == Direction::Up {
            worker.passes(goal.passes, reports).await?;
            tables.await
        } else {
            tables.await?;
            worker.passes(goal.passes, reports).await
        }
    }

    /// Returns `true` if items are surveyed before they are changed. One that nobody was told of since is made again:
    /// others may have changed the items.
    async fn needs_survey(&self, now: &RunRow) -> Result<bool, Error> {
        let is_of_now = |it: Surveyed| it.generation == now.generation;
        Ok(match (self.run.surveys, now.surveyed) {
            (Surveys::Never, _) => false,
            (_, None) => true,
            (_, Some(surveyed)) if is_of_now(surveyed) => !self.control.is_known(now).await?,
            (surveys, Some(_)) => surveys == Surveys::BeforeEach,
        })
    }

    fn report(&self, ending: Ending, row: &RunRow, passes: Vec<PassReport>) -> Report {
        Report {
            run: self.run.id.clone(),
            ending,
            generation: row.generation,
            passes,
            consumed: self.meter.total(),
        }
    }
}
