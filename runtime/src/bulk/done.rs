//! What a bulk write has done.

use std::fmt;

use crate::Cursor;
use crate::codec::DecodeError;
use crate::error::{Error, ErrorKind, Outcome};
use crate::item::StoredItem;
use crate::model::Model;
use crate::repository::key;

/// What a bulk write has done.
///
/// Every item up to the cursor has been dealt with: it was changed, it was skipped, or it is in
/// `failed`, `failed_unreadable` or `bad`. Nothing behind the cursor was touched.
#[derive(Debug)]
#[must_use = "some items may have failed, and there may be more"]
#[non_exhaustive]
pub struct Done<M: Model> {
    /// How many items were found.
    pub matched: u64,
    /// How many were changed.
    pub changed: u64,
    /// How many were something else by the time they were to be changed, and left alone.
    pub skipped: u64,
    /// Those that could not be changed, and why.
    pub failed: Vec<Failed<M>>,
    /// Those whose keys cannot be read, and that could not be changed, and why.
    pub failed_unreadable: Vec<FailedUnreadable>,
    /// Those that could not be read, and were left as they are.
    pub bad: Vec<DecodeError>,
    /// What ended the reading before its time, or went wrong after it: without a cursor, all has to
    /// be run again.
    pub error: Option<Error>,
    /// Where to go on; `None` if there is nothing left.
    pub cursor: Option<Cursor>,
}

/// An item that could not be changed. `Debug` shows no sensitive parts of its key.
#[non_exhaustive]
pub struct Failed<M: Model> {
    /// Its key.
    pub key: M::Key,
    /// Why. By [`Error::outcome`] it may have been changed all the same.
    pub error: Error,
}

/// An item that could not be changed and whose key its model cannot read. `Debug` shows no
/// sensitive parts of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailedUnreadable {
    /// Its key, as it is stored.
    pub key: StoredItem,
    /// Why. By [`Error::outcome`] it may have been changed all the same.
    pub error: Error,
}

impl<M: Model> Done<M> {
    /// Nothing yet, from here on.
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

    /// How many were changed, if nothing went wrong.
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
        // Of some it is known that they were changed, of others that they were not: neither is true
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
