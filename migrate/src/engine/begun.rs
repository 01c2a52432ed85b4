//! The generation that a call works on: the recorded one, or a new one that it begins.

use super::Engine;
use super::goal::{Goal, Way};
use crate::control::RunRow;
use crate::error::{Error, Refusal};
use crate::lease::{Watch, is_idle};
use crate::owner::Owner;
use crate::run::Direction;

impl Engine {
    /// Returns the run as it is recorded, in the direction that is asked for. What is being done is not ended by a
    /// call to do it again, nor taken for interrupted: if its worker is alive, it has the run. If the engine was asked
    /// to stop meanwhile, the run is as it is.
    ///
    /// # Errors
    /// [`Held`](Refusal::Held) if it is, unless the options say to wait, [`WrongStatus`](Refusal::WrongStatus), and
    /// those of the requests.
    pub(super) async fn begun(&self, goal: Goal<'_>, owner: &Owner) -> Result<RunRow, Error> {
        let mut watch = Watch::default();
        let (options, stop) = (&self.options, &self.stop);
        loop {
            let row = self.recorded_for(goal, owner).await?;
            let way = goal.way_from(&row);
            let waits = match way {
                Way::NewGeneration => goal.again || goal.anew,
                Way::Unfinished(_) => true,
                Way::GoOn | Way::Refused(_) => false,
            };
            if !waits || is_idle(&self.control, &row, &mut watch, options, stop).await? {
                match self.on_way(goal, way, row, owner).await? {
                    Some(begun) => return Ok(begun),
                    None => continue,
                }
            }
            if stop.is_asked() {
                return Ok(row);
            }
        }
    }

    /// Waits until nobody works on a recorded run, or its items are surveyed.
    ///
    /// # Errors
    /// [`Held`](Refusal::Held) if a worker is alive, unless the options say to wait, and those of the requests.
    pub(crate) async fn until_surveyed(&self, row: &RunRow) -> Result<(), Error> {
        let mut watch = Watch::default();
        let (options, stop) = (&self.options, &self.stop);
        while !stop.is_asked() && !is_idle(&self.control, row, &mut watch, options, stop).await? {
            if self.control.run_row().await?.surveyed.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Goes on with a run, or begins another generation of it; `None` if that is to be decided again.
    async fn on_way(
        &self,
        goal: Goal<'_>,
        way: Way,
        row: RunRow,
        owner: &Owner,
    ) -> Result<Option<RunRow>, Error> {
        match way {
            Way::GoOn => Ok(Some(row)),
            Way::NewGeneration => {
                self.check_way_back(goal.direction, &row)?;
                let to = goal.direction;
                self.control.open_generation(&row, to, owner).await
            }
            Way::Unfinished(remedy) | Way::Refused(remedy) => {
                Err(self.control.error(Refusal::WrongStatus {
                    direction: row.direction,
                    status: row.status,
                    remedy,
                }))
            }
        }
    }

    /// Returns the run as it is recorded. A call to run it records it.
    async fn recorded_for(&self, goal: Goal<'_>, owner: &Owner) -> Result<RunRow, Error> {
        match goal.direction {
            Direction::Up => {
                self.control.ensure().await?;
                let segments = self.options.segments;
                self.control.record(&self.run, segments, owner).await
            }
            Direction::Down | Direction::Contract => {
                let recorded = self.control.recorded(&self.run).await?;
                recorded.ok_or_else(|| self.control.error(Refusal::NotRecorded))
            }
        }
    }

    /// Refuses to take a run back that was begun although items could not be restored.
    fn check_way_back(&self, direction: Direction, row: &RunRow) -> Result<(), Error> {
        match (direction, &row.surveyed) {
            (Direction::Down, Some(surveyed)) if surveyed.without_way_back > 0 => {
                let items = surveyed.without_way_back;
                Err(self.control.error(Refusal::BegunWithoutWayBack { items }))
            }
            _ => Ok(()),
        }
    }
}
