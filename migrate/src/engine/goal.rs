//! What is asked of an engine, and how a run gets there from its recorded state.

use crate::control::RunRow;
use crate::run::{Direction, Pass, Status};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal<'a> {
    pub(super) direction: Direction,
    pub(super) passes: &'a [Pass],
    /// `true` if all passes are to be done again.
    pub(super) again: bool,
    /// `true` if an interrupted run is begun again: programs may have written since.
    pub(super) anew: bool,
}

/// How a recorded run gets to a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By going on from where it is.
    GoOn,
    /// By a new generation.
    NewGeneration,
    /// Not before what was begun has ended, and what ends it.
    Unfinished(&'static str),
    /// Not at all, and what can be done.
    Refused(&'static str),
}

impl Goal<'_> {
    /// Returns how a run gets here.
    pub(super) fn way_from(&self, row: &RunRow) -> Way {
        match (self.direction, row.direction) {
            (Direction::Up, Direction::Up) => self.again(row),
            (Direction::Up, Direction::Down) if row.status != Status::Reverted => {
                Way::Unfinished("finish taking it back first: `dynamite-gen migrate resume NAME`")
            }
            (Direction::Up, Direction::Down) | (Direction::Contract, Direction::Contract)
                if self.again =>
            {
                Way::NewGeneration
            }
            (Direction::Up, Direction::Down) => Way::Refused(
                "`dynamite-gen migrate run NAME --again` does it again (in Rust: `run_again`)",
            ),
            (Direction::Down, Direction::Down) | (Direction::Contract, Direction::Contract) => {
                Way::GoOn
            }
            (Direction::Down, Direction::Up) => Way::NewGeneration,
            (Direction::Contract, Direction::Up) if row.status == Status::Applied => {
                Way::NewGeneration
            }
            (Direction::Contract, Direction::Up) => Way::Unfinished("finish the run first"),
            (Direction::Contract, Direction::Down) => {
                Way::Refused("it was taken back, and nothing is left to remove")
            }
            (Direction::Up | Direction::Down, Direction::Contract) => Way::Refused(
                "what programs with the former schema read is removed, so that it can neither be done \
                 again nor be taken back: write another migration",
            ),
        }
    }

    fn again(&self, row: &RunRow) -> Way {
        // A generation in which nobody has worked yet does it again.
        let is_to_begin = row.tables.is_none() && row.status != Status::Applied;
        let is_interrupted = row.status != Status::Applied;
        let begins = self.again || self.anew && is_interrupted;
        if !begins || row.status == Status::Pending || is_to_begin {
            Way::GoOn
        } else {
            Way::NewGeneration
        }
    }
}
