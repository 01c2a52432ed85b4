//! A generation that has changed nothing, given up.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Changes, Comparison};

use super::row::{Row, number, text};
use super::rows::{Control, at, is, joined};
use super::run::RunRow;
use crate::error::Error;
use crate::run::{Direction, Status};

pub(super) const BEFORE: &str = "before";

/// How far a run was before its generation was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    direction: Direction,
    status: Status,
    /// The generation whose verifications and rejected items counted.
    counted: u64,
}

impl Before {
    /// That of a generation that follows one.
    pub(super) fn of(row: &RunRow) -> Self {
        Self {
            direction: row.direction,
            status: row.status,
            counted: row.counted,
        }
    }

    /// Returns what is recorded; `None` in the first generation, and after a repair.
    pub(super) fn recorded(row: &Row) -> Result<Option<Self>, Error> {
        let before = match row.get(BEFORE) {
            None => return Ok(None),
            Some(AttributeValue::M(before)) => before,
            Some(_) => return Err(row.damaged(BEFORE)),
        };
        let text = |name: &str| before.get(name)?.as_s().ok();
        let read = || {
            Some(Self {
                direction: text("direction")?.parse().ok()?,
                status: text("status")?.parse().ok()?,
                counted: before.get("counted")?.as_n().ok()?.parse().ok()?,
            })
        };
        read().map(Some).ok_or_else(|| row.damaged(BEFORE))
    }

    pub(super) fn stored(self) -> Changes {
        at(BEFORE).set(AttributeValue::M(HashMap::from([
            ("direction".to_owned(), text(self.direction.to_string())),
            ("status".to_owned(), text(self.status.to_string())),
            ("counted".to_owned(), number(self.counted)),
        ])))
    }
}

impl RunRow {
    /// Returns `true` if it is recorded how far the run was before this generation.
    pub(crate) fn has_before(&self) -> bool {
        self.before.is_some()
    }
}

impl Control {
    /// Gives up a generation before its first change: the run is as it was before, with the verifications and
    /// rejected items of then. The first one is left as failed. A worker of a later epoch may have changed items.
    pub(crate) async fn withdraw(
        &self,
        begun: &RunRow,
        epoch: u64,
        failure: &str,
    ) -> Result<(), Error> {
        let before = begun.before.unwrap_or(Before {
            direction: Direction::Up,
            status: Status::Failed,
            counted: begun.generation + 1,
        });
        let changes = joined([
            at("generation").set(number(begun.generation + 1)),
            at("counted").set(number(before.counted)),
            at("direction").set(text(before.direction.to_string())),
            at("status").set(text(before.status.to_string())),
            at("epoch").set(number(0_u64)),
            at("changed_at").set(text(self.client().now().to_string())),
            at("failure").set(text(failure)),
            at(BEFORE).removed(),
        ]);
        let is_ours = is("generation", number(begun.generation))
            .and(at("epoch").compares(Comparison::Le, number(epoch)));
        self.change_run(changes, is_ours).await.map(drop)
    }
}
