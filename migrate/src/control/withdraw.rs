//! A generation that has changed nothing, given up.

use super::row::{number, text};
use super::rows::{Control, at, is, joined};
use super::run::RunRow;
use super::surveyed::ATTRIBUTE as SURVEYED;
use crate::error::Error;
use crate::run::{Direction, Status};

impl Control {
    /// Gives up a generation before its first change: the run is as the one before has left it. An interrupted
    /// one is left as failed.
    pub(crate) async fn withdraw(&self, begun: &RunRow, failure: &str) -> Result<(), Error> {
        let status = if begun.was_applied {
            Status::Applied
        } else {
            Status::Failed
        };
        let changes = joined([
            at("generation").set(number(begun.generation + 1)),
            at("direction").set(text(Direction::Up.to_string())),
            at("status").set(text(status.to_string())),
            at("epoch").set(number(0_u64)),
            at("changed_at").set(text(self.client().now().to_string())),
            at("failure").set(text(failure)),
        ]);
        let changes = match begun.surveyed {
            Some(_) => changes,
            None => joined([changes, at(SURVEYED).removed()]),
        };
        let is_same = is("generation", number(begun.generation));
        self.change_run(changes, is_same).await.map(drop)
    }
}
