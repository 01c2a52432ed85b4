//! What a deletion comes to.

use super::plan::Applied;
use crate::Error;
use crate::error::Outcome;
use crate::model::Model;

/// What became of an item that was to be deleted.
pub enum DeletionResult {
    /// It was deleted for good.
    Deleted(Box<Applied>),
    /// It was there, and is marked as deleted.
    Marked(Box<Applied>),
    /// There was none when the last attempt came.
    Absent,
}

impl DeletionResult {
    /// It was deleted for good.
    pub(super) fn deleted(applied: Applied) -> Self {
        Self::Deleted(Box::new(applied))
    }

    /// It was marked as deleted.
    pub(super) fn marked(applied: Applied) -> Self {
        Self::Marked(Box::new(applied))
    }

    /// Whether there was an item, as far as is known.
    pub(super) fn existed(&self) -> bool {
        match self {
            Self::Deleted(applied) => applied.is_of_existing(),
            Self::Marked(_) => true,
            Self::Absent => false,
        }
    }

    /// Whether there may have been an item: an earlier attempt whose response was lost may have
    /// deleted it.
    pub(super) fn may_have_existed(&self) -> bool {
        match self {
            Self::Deleted(applied) => !applied.made_of_nothing(),
            Self::Marked(_) => true,
            Self::Absent => false,
        }
    }

    /// The item as it was: if it was deleted for good, as far as it is known that there was one.
    pub(super) fn old_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match self {
            Self::Deleted(applied) => applied.old_as(),
            Self::Marked(applied) => Some(applied.before_as()),
            Self::Absent => None,
        }
    }

    /// The item as it is now, if it is only marked and was returned.
    pub(super) fn new_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match self {
            Self::Marked(applied) => applied.new_as(),
            Self::Deleted(_) | Self::Absent => None,
        }
    }

    /// What became of an item of which nothing was demanded but that it is there. That it is not
    /// may be the work of an earlier attempt whose response was lost: `absent_is_success` says
    /// whether it counts as deleted then.
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
