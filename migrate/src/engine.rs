//! The engine: one call from the recorded state of a run to its end.

use dynamite::client::CapacityMeter;
use dynamite::{Client, Timestamp};

use crate::control::{Control, RunRow};
use crate::error::{Error, Refusal};
use crate::lease::Lease;
use crate::options::Options;
use crate::owner::Owner;
use crate::report::{Ending, PassReport, Report};
use crate::rewrite::Reject;
use crate::run::{Direction, Pass, Run, Status};
use crate::stop::Stop;
use crate::verify::{self, Verification};
use crate::worker::{Halt, Worker};

/// Carries out a run, as one of the processes that may try to.
///
/// Every call goes on from what the control table records, whoever recorded it: any number of
/// processes can make the same call, one works, and a later one finishes what an earlier one left.
#[derive(Debug)]
pub struct Engine {
    control: Control,
    run: Run,
    options: Options,
    stop: Stop,
    meter: CapacityMeter,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
struct Goal<'a> {
    direction: Direction,
    passes: &'a [Pass],
    /// `true` if all passes are to be done again.
    again: bool,
}

impl Engine {
    /// Makes an engine. Nothing is sent yet.
    pub fn new(client: Client, run: Run, options: Options) -> Self {
        let meter = CapacityMeter::new();
        Self {
            control: Control::new(client.with_capacity_meter(&meter), run.id.clone()),
            run,
            options,
            stop: Stop::new(),
            meter,
        }
    }

    /// Returns the handle that stops this engine.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Carries the run out, or what is left of it. A run that is done is left alone.
    ///
    /// # Errors
    /// [`Error`]. Whatever it is, nothing is lost: the next call goes on from the last checkpoints.
    ///
    /// # If the future is dropped
    /// As after a crash: another call waits for the lease to end, and goes on from the last checkpoints.
    pub async fn run(&self) -> Result<Report, Error> {
        self.carry_out(Goal {
            direction: Direction::Up,
            passes: &self.run.passes,
            again: false,
        })
        .await
    }

    /// Does all passes again, in a new generation: after a run was taken back, or after rejected
    /// items were corrected. If this is interrupted, [`run`](Self::run) goes on with it.
    ///
    /// # Errors
    /// Those of [`run`](Self::run).
    pub async fn run_again(&self) -> Result<Report, Error> {
        self.carry_out(Goal {
            direction: Direction::Up,
            passes: &self.run.passes,
            again: true,
        })
        .await
    }

    /// Takes the run back by these passes, or does what is left of that. They are the inverse ones,
    /// the last pass of the run first. It begins a new generation, after the workers of the old one
    /// have stopped.
    ///
    /// # Errors
    /// Those of [`run`](Self::run).
    pub async fn revert(&self, inverse: &[Pass]) -> Result<Report, Error> {
        self.carry_out(Goal {
            direction: Direction::Down,
            passes: inverse,
            again: false,
        })
        .await
    }

    /// Counts the items for which a pass still has something to do, in one complete and consistent
    /// scan.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn verify(&self, pass: &Pass) -> Result<Verification, Error> {
        let Options {
            segments,
            page_size,
            ..
        } = self.options;
        let found = verify::verify(self.control.client(), pass, segments, page_size).await;
        found.map_err(|error| self.control.failed(error))
    }

    /// Returns the time at which the run was recorded, and records it if it was not. Rewrites that
    /// write the current time write this one: it stays the same whoever goes on with the run. The
    /// passes play no part, so an engine without any can be asked before they are made.
    ///
    /// # Errors
    /// Those of the requests, and [`OtherPlan`](Refusal::OtherPlan).
    pub async fn started_at(&self) -> Result<Timestamp, Error> {
        self.control.ensure().await?;
        let (segments, owner) = (self.options.segments, &self.options.owner);
        let row = self.control.record(&self.run, segments, owner).await?;
        Ok(row.started_at)
    }

    /// Returns the recorded status of the run; `None` if it was never begun. Nothing is written.
    ///
    /// # Errors
    /// Those of the requests, and [`OtherPlan`](Refusal::OtherPlan).
    pub async fn status(&self) -> Result<Option<Status>, Error> {
        let recorded = self.control.recorded(&self.run).await?;
        Ok(recorded.map(|row| row.status))
    }

    /// Returns the items that could not be rewritten, in the run's current generation.
    ///
    /// # Errors
    /// Those of the requests, and [`NotRecorded`](Refusal::NotRecorded).
    pub async fn rejects(&self) -> Result<Vec<Reject>, Error> {
        let generation = self.control.run_row().await?.generation;
        self.control.rejects(generation).await
    }

    async fn carry_out(&self, goal: Goal<'_>) -> Result<Report, Error> {
        let owner = self.options.owner.renewed();
        let row = self.begun(goal, &owner).await?;
        if let Some(recorded) = &row.tables {
            let tables = self.control.tables(goal.passes).await?;
            self.control.check_tables(recorded, &tables)?;
        }
        if row.status == goal.direction.done() {
            return Ok(self.report(Ending::DoneBefore, &row, Vec::new()));
        }
        let (options, stop) = (&self.options, &self.stop);
        let lease = Lease::acquire(&self.control, &row, &owner, options, stop).await?;
        let Some(lease) = lease else {
            return Ok(self.report(Ending::Stopped, &row, Vec::new()));
        };
        let (result, is_unsettled) = self.work(goal, &row, &lease).await;
        let longest_request = self.options.longest_request;
        let released = lease.release(is_unsettled, longest_request).await;
        let report = result?;
        released?;
        Ok(report)
    }

    /// Returns the run as it is recorded, in the direction that is asked for.
    async fn begun(&self, goal: Goal<'_>, owner: &Owner) -> Result<RunRow, Error> {
        let row = match goal.direction {
            Direction::Up => {
                self.control.ensure().await?;
                let segments = self.options.segments;
                self.control.record(&self.run, segments, owner).await?
            }
            Direction::Down => {
                let recorded = self.control.recorded(&self.run).await?;
                recorded.ok_or_else(|| self.control.error(Refusal::NotRecorded))?
            }
        };
        let turns = row.direction != goal.direction;
        let remedy = match (goal.direction, row.status) {
            (Direction::Up, Status::Reverted) if turns && !goal.again => {
                "use `run_again` to do it again"
            }
            (Direction::Up, status) if turns && status != Status::Reverted => {
                "finish taking it back first"
            }
            _ if turns || (goal.again && row.status != Status::Pending) => {
                let to = goal.direction;
                return self.control.open_generation(&row, to, owner).await;
            }
            _ => return Ok(row),
        };
        Err(self.control.error(Refusal::WrongStatus {
            direction: row.direction,
            status: row.status,
            remedy,
        }))
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
        let result = self.attempt(goal, begun, &worker).await;
        if let Err(error) = &result
            && !matches!(
                error.refusal(),
                Refusal::LeaseLost | Refusal::Superseded { .. }
            )
        {
            // What failed is the error; that it could not be recorded would only hide it.
            let _ = self
                .set_status(begun, lease, Status::Failed, Some(&error.to_string()))
                .await;
        }
        (result, worker.is_unsettled())
    }

    async fn attempt(
        &self,
        goal: Goal<'_>,
        begun: &RunRow,
        worker: &Worker<'_>,
    ) -> Result<Report, Error> {
        let lease = worker.lease;
        let now = self.control.run_row().await?;
        if now.generation == begun.generation && now.status == goal.direction.done() {
            return Ok(self.report(Ending::DoneBefore, &now, Vec::new()));
        }
        let tables = self.control.tables(goal.passes).await?;
        let recorded = self.control.record_tables(now.generation, &tables).await?;
        self.control
            .check_tables(&recorded.unwrap_or_default(), &tables)?;
        self.set_status(begun, lease, goal.direction.under_way(), None)
            .await?;
        let mut passes = Vec::new();
        let ending = match worker.passes(goal.passes, &mut passes).await {
            Ok(()) => {
                self.finish(goal.direction.done(), begun, lease).await?;
                Ending::Done
            }
            Err(Halt::Failed(error)) => return Err(error),
            Err(Halt::Paused) => Ending::Paused,
            Err(Halt::Stopped | Halt::Braked) => Ending::Stopped,
        };
        Ok(self.report(ending, begun, passes))
    }

    /// Records the end: first in the history, so that a run with this status is always in it.
    async fn finish(&self, status: Status, begun: &RunRow, lease: &Lease) -> Result<(), Error> {
        lease.check().await?;
        let (hash, generation) = (self.run.plan_hash(), begun.generation);
        self.control
            .add_to_history(hash, generation, status)
            .await?;
        self.set_status(begun, lease, status, None).await
    }

    async fn set_status(
        &self,
        begun: &RunRow,
        lease: &Lease,
        status: Status,
        failure: Option<&str>,
    ) -> Result<(), Error> {
        let epoch = lease.tenure().epoch;
        self.control
            .set_status(begun.generation, epoch, status, failure)
            .await?;
        Ok(())
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
