//! Values that stand in the way of an index or of expiry, found before either is asked for.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite::engine_support;

use super::{TableChange, TableChangeKind};
use crate::rewrite::{Inspection, Reject, Rewrite, Write};

/// Looks at the values that changes of a table depend on. It changes nothing.
#[derive(Debug)]
pub(crate) struct Checks {
    pub(crate) checks: Vec<Check>,
}

/// What a change of a table asks of every item.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) change: TableChange,
    /// `true` if a step of the run gives values to what is checked, so that nothing can be said before.
    pub(crate) is_given: bool,
}

impl Check {
    fn of(&self, item: &StoredItem) -> Result<(), Reject> {
        let reject = |reason: String| Reject::new(self.change.to_string(), reason);
        match self.change.kind {
            TableChangeKind::AddIndex(index) => engine_support::index_key(index, item)
                .map_err(|error| reject(format!("the index could not hold it: {error}"))),
            TableChangeKind::TtlOn(attribute) => match item.attributes().get(attribute) {
                Some(stored) if !is_epoch_seconds(stored) => Err(reject(format!(
                    "`{attribute}` is no number of seconds since 1970, so it would not expire"
                ))),
                _ => Ok(()),
            },
            TableChangeKind::DropIndex(_) | TableChangeKind::TtlOff(_) => Ok(()),
        }
    }
}

/// The latest time that is taken for seconds: the end of the year 9999. Milliseconds of today are later.
const LATEST: i64 = 253_402_300_799;

fn is_epoch_seconds(stored: &AttributeValue) -> bool {
    match stored {
        AttributeValue::N(text) => text
            .parse::<i64>()
            .is_ok_and(|seconds| (0..=LATEST).contains(&seconds)),
        _ => false,
    }
}

impl Rewrite for Checks {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        self.checks.iter().try_for_each(|check| check.of(item))?;
        Ok(None)
    }

    fn inspect(&self, item: &StoredItem) -> Inspection {
        let mut known = self.checks.iter().filter(|check| !check.is_given);
        Inspection {
            due: known.try_for_each(|check| check.of(item)).map(|()| false),
            ..Inspection::default()
        }
    }
}
