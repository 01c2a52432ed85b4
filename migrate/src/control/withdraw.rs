//! A generation that has changed nothing, given up.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Changes, Comparison};

use super::row::{Row, number, text};
use super::rows::{Control, at, is, joined};
use super::run::RunRow;
use super::surveyed::ATTRIBUTE as SURVEYED;
use super::table_ids::TableIds;
use crate::error::Error;
use crate::run::{Direction, Status};

const BEFORE: &str = "before";

/// How far a run was before its generation was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    direction: Direction,
    pub(crate) status: Status,
    /// The generation whose verifications and rejected items counted.
    pub(crate) counted_generation: u64,
    /// The tables that it worked on; `None` before its first worker.
    pub(super) tables: Option<TableIds>,
}

impl Before {
    /// That of a generation that follows one.
    pub(super) fn of(row: &RunRow) -> Self {
        Self {
            direction: row.direction,
            status: row.status,
            counted_generation: row.counted_generation,
            tables: row.tables.clone(),
        }
    }

    /// Returns what is recorded; `None` in the first generation, and after a repair, an
    /// edit, or one that was given up.
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
                counted_generation: before.get("counted")?.as_n().ok()?.parse().ok()?,
                tables: match before.get("tables") {
                    Some(tables) => Some(TableIds::of(tables)?),
                    None => None,
                },
            })
        };
        read().map(Some).ok_or_else(|| row.damaged(BEFORE))
    }

    pub(super) fn stored(self) -> Changes {
        let mut before = HashMap::from([
            ("direction".to_owned(), text(self.direction.to_string())),
            ("status".to_owned(), text(self.status.to_string())),
            ("counted".to_owned(), number(self.counted_generation)),
        ]);
        let tables = self.tables.iter().map(TableIds::stored);
        before.extend(tables.map(|it| ("tables".to_owned(), it)));
        at(BEFORE).set(AttributeValue::M(before))
    }
}

/// Lets a generation follow none: nothing of an earlier one counts, and it goes back to none.
pub(super) fn from_nothing() -> Changes {
    joined([at("counted").removed(), at(BEFORE).removed()])
}

impl Control {
    /// Gives up a generation before its first change: the run is as it was before, with the verifications and
    /// rejected items of then. Where that is not recorded, it is to be begun. A worker of a later epoch may have
    /// changed items, so there it is refused.
    pub(crate) async fn withdraw(
        &self,
        begun: &RunRow,
        epoch: u64,
        failure: &str,
    ) -> Result<(), Error> {
        let before = begun.before.clone().unwrap_or(Before {
            direction: begun.direction,
            status: Status::Pending,
            counted_generation: begun.generation + 1,
            tables: begun.tables.clone(),
        });
        let tables = match &before.tables {
            Some(tables) => at("tables").set(tables.stored()),
            None => at("tables").removed(),
        };
        let changes = joined([
            at("generation").set(number(begun.generation + 1)),
            at("counted").set(number(before.counted_generation)),
            at("direction").set(text(before.direction.to_string())),
            at("status").set(text(before.status.to_string())),
            at("epoch").set(number(0_u64)),
            at("changed_at").set(text(self.client().now().to_string())),
            at("failure").set(text(failure)),
            at(BEFORE).removed(),
            tables,
        ]);
        // One that was made in this generation, before which there was none.
        let changes = match begun.surveyed {
            Some(_) => changes,
            None => joined([changes, at(SURVEYED).removed()]),
        };
        let is_ours = is("generation", number(begun.generation))
            .and(at("epoch").compares(Comparison::Le, number(epoch)));
        self.change_run(changes, is_ours).await.map(drop)
    }
}
