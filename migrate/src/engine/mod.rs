//! The engine: one call from the recorded state of a run to its end.

mod any_due;
mod begun;
mod give_up;
mod goal;
mod known;
mod stated;
mod work;

use dynamite::client::CapacityMeter;
use dynamite::{Client, StoredItem, Timestamp};

use crate::control::Control;
use crate::error::Error;
use crate::options::Options;
use crate::progress::Event;
use crate::report::Report;
use crate::rewrite::Reject;
use crate::run::{Direction, Pass, Run, Status, Surveys};
use crate::scan;
use crate::stop::Stop;
use crate::survey::Survey;
use crate::verify::Verification;
use goal::Goal;
pub use stated::ItemsAre;

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

    /// Returns the engine, stopped by a handle that others may have too.
    #[must_use]
    pub fn stopped_by(self, stop: &Stop) -> Self {
        let stop = stop.clone();
        Self { stop, ..self }
    }

    /// Returns the engine, with a survey of all items each time that the run is done.
    pub(crate) fn surveying_again(mut self) -> Self {
        self.run.surveys = Surveys::BeforeEach;
        self
    }

    /// Returns the engine, for a run beside no program: nothing is known of those that ran since the last time.
    pub(crate) fn exclusive(mut self) -> Self {
        self.run.is_exclusive = true;
        self.surveying_again()
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
            anew: self.run.is_exclusive,
        })
        .await
    }

    /// Does all passes again, in a new generation: after a run was taken back, or after rejected
    /// items were corrected. If this is interrupted, [`run`](Self::run) goes on with it. It does not end a process
    /// that works on the run: it waits for it, or is refused, as the options say.
    ///
    /// # Errors
    /// Those of [`run`](Self::run).
    pub async fn run_again(&self) -> Result<Report, Error> {
        self.carry_out(Goal {
            direction: Direction::Up,
            passes: &self.run.passes,
            again: true,
            anew: false,
        })
        .await
    }

    /// Takes the run back by these passes, or does what is left of that. They are the inverse ones,
    /// the last pass of the run first. It begins a new generation, after the workers of the old one
    /// have stopped.
    ///
    /// # Errors
    /// Those of [`run`](Self::run), [`NotRecorded`](crate::Refusal::NotRecorded), and
    /// [`BegunWithoutWayBack`](crate::Refusal::BegunWithoutWayBack).
    pub async fn revert(&self, inverse: &[Pass]) -> Result<Report, Error> {
        self.carry_out(Goal {
            direction: Direction::Down,
            passes: inverse,
            again: false,
            anew: false,
        })
        .await
    }

    /// Removes what only programs with the former schema read, by these passes, or does what is left of
    /// that. Only a run that is done is contracted. It begins a new generation, after which the run can
    /// neither be done again nor be taken back. `again` does the removals of one that was contracted once more:
    /// of items that were rejected, or that older programs have written since.
    ///
    /// # Errors
    /// Those of [`run`](Self::run).
    pub async fn contract(&self, removals: &[Pass], again: bool) -> Result<Report, Error> {
        self.carry_out(Goal {
            direction: Direction::Contract,
            passes: removals,
            again,
            anew: false,
        })
        .await
    }

    /// Counts the items for which passes still have something to do, in one complete and consistent scan
    /// of each table.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn verify(&self, passes: &[Pass]) -> Result<Verification, Error> {
        let see = |found: &mut Verification, passes: &[&Pass], item: &StoredItem| {
            let left = found.see(passes, item, self.options.tells_all);
            if let Some(reject) = left.filter(|_| self.options.tells_all) {
                let event = Event::LeftToDo { reject: &reject };
                self.options.progress.event(&event);
            }
        };
        let parts = self.ask(passes, see).await?;
        let all = parts.into_iter();
        Ok(all.fold(Verification::default(), Verification::and))
    }

    /// Surveys all items for passes, in one complete and consistent scan of each table: what they would
    /// do, and what stands in their way. Nothing is written, and nothing recorded.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn survey(&self, passes: &[Pass]) -> Result<Survey, Error> {
        let parts = self.ask(passes, Survey::see).await?;
        Ok(parts.into_iter().fold(Survey::default(), Survey::and))
    }

    async fn ask<T: Default>(
        &self,
        passes: &[Pass],
        see: impl Fn(&mut T, &[&Pass], &StoredItem),
    ) -> Result<Vec<T>, Error> {
        let go_on = || std::future::ready(Ok(()));
        scan::ask(&self.control, passes, &self.options, go_on, see).await
    }

    /// Returns the time at which the run was recorded, and records it if it was not. Rewrites that
    /// write the current time write this one: it stays the same whoever goes on with the run. The
    /// passes play no part, so an engine without any can be asked before they are made.
    ///
    /// # Errors
    /// Those of the requests, and [`OtherPlan`](crate::Refusal::OtherPlan).
    pub async fn started_at(&self) -> Result<Timestamp, Error> {
        self.control.ensure().await?;
        let (segments, owner) = (self.options.segments, &self.options.owner);
        let row = self.control.record(&self.run, segments, owner).await?;
        Ok(row.started_at)
    }

    /// Returns the recorded status of the run; `None` if it was never begun. Nothing is written.
    ///
    /// # Errors
    /// Those of the requests, and [`OtherPlan`](crate::Refusal::OtherPlan).
    pub async fn status(&self) -> Result<Option<Status>, Error> {
        let recorded = self.control.recorded(&self.run).await?;
        Ok(recorded.map(|row| row.status))
    }

    /// Returns the items that could not be rewritten, in this generation, or in an earlier one if later ones were
    /// given up.
    ///
    /// # Errors
    /// Those of the requests, and [`NotRecorded`](crate::Refusal::NotRecorded).
    pub async fn rejects(&self) -> Result<Vec<Reject>, Error> {
        let counted = self.control.run_row().await?.counted_generation;
        self.control.rejects(counted).await
    }
}
