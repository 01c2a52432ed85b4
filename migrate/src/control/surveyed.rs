//! What a survey found before the first change of a run.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::row::{Row, number};
use super::rows::{Control, at, is};
use crate::error::Error;

pub(super) const ATTRIBUTE: &str = "surveyed";
const GENERATION: &str = "generation";
const OVERWRITTEN: &str = "overwritten";
const WITHOUT_WAY_BACK: &str = "without_way_back";

/// Numbers of items that stood in the way of a run, and were allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Surveyed {
    /// The generation that it was made in.
    pub(crate) generation: u64,
    /// Items with other content where something is written.
    pub(crate) overwritten: u64,
    /// Items that cannot be restored as they were.
    pub(crate) without_way_back: u64,
}

impl Surveyed {
    /// Returns what is recorded; `None` if nothing is.
    pub(super) fn recorded(row: &Row) -> Result<Option<Self>, Error> {
        let found = match row.get(ATTRIBUTE) {
            None => return Ok(None),
            Some(AttributeValue::M(found)) => found,
            Some(_) => return Err(row.damaged(ATTRIBUTE)),
        };
        let count = |name: &str| match found.get(name) {
            Some(AttributeValue::N(count)) => count.parse().map_err(|_| row.damaged(ATTRIBUTE)),
            _ => Err(row.damaged(ATTRIBUTE)),
        };
        Ok(Some(Self {
            generation: count(GENERATION)?,
            overwritten: count(OVERWRITTEN)?,
            without_way_back: count(WITHOUT_WAY_BACK)?,
        }))
    }

    fn stored(self) -> AttributeValue {
        AttributeValue::M(HashMap::from([
            (GENERATION.to_owned(), number(self.generation)),
            (OVERWRITTEN.to_owned(), number(self.overwritten)),
            (WITHOUT_WAY_BACK.to_owned(), number(self.without_way_back)),
        ]))
    }
}

impl Control {
    /// Records what the survey of a generation has found.
    pub(crate) async fn record_survey(&self, surveyed: Surveyed) -> Result<(), Error> {
        let changes = at(ATTRIBUTE).set(surveyed.stored());
        let is_same = is("generation", number(surveyed.generation));
        self.change_run(changes, is_same).await.map(drop)
    }
}
