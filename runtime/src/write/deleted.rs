//! Results of deletions.

use super::plan::Applied;
use crate::Error;
use crate::error::Outcome;
use crate::model::Model;

/// The result of a deletion.
pub enum DeletionResult {
    /// The item was deleted permanently.
    Deleted(Box<Applied>),
    /// The item was there, and is marked as deleted.
    Marked(Box<Applied>),
    /// There was no item at the last attempt.
    Absent,
}

impl DeletionResult {
    /// The item was deleted permanently.
    pub(super) fn deleted(applied: Applied) -> Self {
        Self::Deleted(Box::new(applied))
    }

    /// The item was marked as deleted.
    pub(super) fn marked(applied: Applied) -> Self {
        Self::Marked(Box::new(applied))
    }

    /// Returns `true` if there was an item, as far as is known.
    pub(super) fn existed(&self) -> bool {
        match self {
            Self::Deleted(applied) => applied.is_of_existing(),
            Self::Marked(_) => true,
            Self::Absent => false,
        }
    }

    /// Returns `true` if there may have been an item: an earlier attempt whose response was lost
    /// may have deleted it.
    pub(super) fn may_have_existed(&self) -> bool {
        match self {
            Self::Deleted(applied) => !applied.made_of_nothing(),
            Self::Marked(_) => true,
            Self::Absent => false,
        }
    }

    /// Returns the item as it was before a permanent deletion, if it is known that there was one.
    pub(super) fn old_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match self {
            Self::Deleted(applied) => applied.old_as(),
            Self::Marked(applied) => Some(applied.before_as()),
            Self::Absent => None,
        }
    }

    /// Returns the item as it is now, if it is only marked and was returned.
    pub(super) fn new_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match self {
            Self::Marked(applied) => applied.new_as(),
            Self::Deleted(_) | Self::Absent => None,
        }
    }

    /// Converts the result of a deletion whose only precondition is that the item exists. If it
    /// does not, an earlier attempt whose response was lost may have deleted it:
    /// `absent_is_success` decides if it then counts as deleted.
    pub(super) fn of(sent: Result<Self, Error>, absent_is_success: bool) -> Result<Self, Error> {
        match sent {
            Ok(gone) => Ok(gone),
            Err(error) if error.is_not_found() => {
                let is_certain = error.outcome() != Outcome::Unknown;
                if is_certain || absent_is_success {
                    Ok(Self::Absent)
                } else {
                    Err(error)
                }
            }
            Err(error) => Err(error),
        }
    }
}
