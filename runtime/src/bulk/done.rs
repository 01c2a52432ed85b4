//! The result of a bulk write.

use std::fmt;

use crate::Cursor;
use crate::codec::DecodeError;
use crate::error::{Error, ErrorKind, Outcome};
use crate::item::StoredItem;
use crate::model::Model;
use crate::repository::key;

/// The result of a bulk write.
///
/// Every item up to the cursor has been processed: it was changed, it was skipped, or it is in
/// `failed`, `failed_unreadable` or `bad`. Nothing after the cursor was touched.
#[derive(Debug)]
#[must_use = "some items may have failed, and there may be more"]
#[non_exhaustive]
pub struct Done<M: Model> {
    /// Number of items found.
    pub matched: u64,
    /// Number of items changed.
    pub changed: u64,
    /// Number of items skipped, because they no longer matched when they were to be changed.
    pub skipped: u64,
    /// The items that could not be changed, with their errors.
    pub failed: Vec<Failed<M>>,
    /// The items whose keys cannot be read, and that could not be changed, with their errors.
    pub failed_unreadable: Vec<FailedUnreadable>,
    /// The items that could not be read, and were left as they are.
    pub bad: Vec<DecodeError>,
    /// The error that ended the reading early, or occurred after it: without a cursor, the whole
    /// write must be run again.
    pub error: Option<Error>,
    /// The position to continue from; `None` if there is nothing left.
    pub cursor: Option<Cursor>,
}

/// An item that could not be changed. `Debug` shows no sensitive parts of its key.
#[non_exhaustive]
pub struct Failed<M: Model> {
    /// Its key.
    pub key: M::Key,
    /// The error. Depending on [`Error::outcome`] the item may have been changed all the same.
    pub error: Error,
}

/// An item that could not be changed and whose key its model cannot read. `Debug` shows no
/// sensitive parts of the key.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailedUnreadable {
    /// Its key, as it is stored.
    pub key: StoredItem,
    /// The error. Depending on [`Error::outcome`] the item may have been changed all the same.
    pub error: Error,
}

impl<M: Model> Done<M> {
    /// Starts an empty result at this cursor.
    pub(super) fn up_to(cursor: Option<Cursor>) -> Self {
        Self {
            matched: 0,
            changed: 0,
            skipped: 0,
            failed: Vec::new(),
            failed_unreadable: Vec::new(),
            bad: Vec::new(),
            error: None,
            cursor,
        }
    }

    /// Returns the number of items changed, if nothing failed.
    pub(super) fn into_changed(self) -> Result<u64, Error> {
        let failed = self.failed.len() + self.failed_unreadable.len() + self.bad.len();
        let outcome = self.outcome();
        let unreadable = self.failed_unreadable.into_iter();
        let unreadable = unreadable.map(|failed| failed.error);
        let errors = self.failed.into_iter().map(|failed| failed.error);
        let errors = errors.chain(unreadable).chain(self.error);
        let first = errors.chain(self.bad.into_iter().map(Error::from)).next();
        match first {
            None => Ok(self.changed),
            Some(first) if self.changed == 0 && failed == 0 => Err(first),
            Some(first) => Err(Error::new(ErrorKind::PartlyDone {
                changed: self.changed,
                failed,
                first: Box::new(first),
            })
            .with_outcome(outcome)),
        }
    }

    fn outcome(&self) -> Outcome {
        let unreadable = self.failed_unreadable.iter().map(|failed| &failed.error);
        let mut errors = self
            .failed
            .iter()
            .map(|failed| &failed.error)
            .chain(unreadable);
        // Some items are known to be changed, others are known not to be: neither outcome is true
        // of all.
        if self.changed > 0 || errors.any(|error| error.outcome() == Outcome::Unknown) {
            Outcome::Unknown
        } else {
            Outcome::NotApplied
        }
    }
}

impl<M: Model> fmt::Debug for Failed<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failed")
            .field("key", &key::text(&self.key))
            .field("error", &self.error)
            .finish()
    }
}
