//! Which changes of tables a run makes: only these are taken back with it.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;

use super::row::{Row, number};
use super::rows::{Control, at, is};
use crate::error::Error;

pub(super) const ATTRIBUTE: &str = "made";

/// Returns what is recorded.
pub(super) fn recorded(row: &Row) -> Result<BTreeSet<String>, Error> {
    Ok(row.strings(ATTRIBUTE)?.into_iter().collect())
}

impl Control {
    /// Records, before it is asked for, that a run makes a change.
    pub(crate) async fn record_made(&self, generation: u64, mark: String) -> Result<(), Error> {
        let changes = at(ATTRIBUTE).added(AttributeValue::Ss(vec![mark]));
        let is_same = is("generation", number(generation));
        self.change_run(changes, is_same).await.map(drop)
    }

    /// Records that a change was refused, so that it is not the run's own if someone else makes it.
    pub(crate) async fn forget_made(&self, generation: u64, mark: String) -> Result<(), Error> {
        let changes = at(ATTRIBUTE).taken(AttributeValue::Ss(vec![mark]));
        let is_same = is("generation", number(generation));
        self.change_run(changes, is_same).await.map(drop)
    }
}
