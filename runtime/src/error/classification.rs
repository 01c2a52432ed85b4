//! Predicates on errors, for deciding what to do next.

use super::{CanceledWrite, Error, ErrorKind, Outcome, is_conflict};

impl Error {
    /// Returns `true` if the same request may succeed later without any change: throttling, a
    /// service failure, no response. Check [`outcome`](Self::outcome) before repeating a write.
    pub fn is_retryable(&self) -> bool {
        match &self.0.kind {
            ErrorKind::Throttled { .. }
            | ErrorKind::LimitExceeded { .. }
            | ErrorKind::Unprocessed { .. }
            | ErrorKind::Credentials { .. }
            | ErrorKind::NoAnswer { .. } => true,
            ErrorKind::TransactionCanceled { writes } => {
                !writes.is_empty() && writes.iter().all(CanceledWrite::is_retryable)
            }
            ErrorKind::Service { code, status, .. } => *status >= 500 || is_conflict(code),
            _ => false,
        }
    }

    /// Returns `true` if the request was rejected because of the load or of another request on the
    /// same item, and nothing was done.
    pub(crate) fn is_refused_for_now(&self) -> bool {
        let passes = match &self.0.kind {
            ErrorKind::Throttled { .. } => true,
            ErrorKind::Service { code, .. } => is_conflict(code),
            _ => false,
        };
        passes && self.outcome() == Outcome::NotApplied
    }

    /// Returns `true` if there is no item with the key.
    pub fn is_not_found(&self) -> bool {
        matches!(self.0.kind, ErrorKind::NotFound { .. })
    }

    /// Returns `true` if an item with the key already exists.
    pub fn is_already_exists(&self) -> bool {
        matches!(self.0.kind, ErrorKind::AlreadyExists { .. })
    }

    /// Returns `true` if the condition of a write did not hold.
    pub fn is_condition_failed(&self) -> bool {
        matches!(self.0.kind, ErrorKind::ConditionFailed { .. })
    }

    /// Returns `true` if the item has another version than expected.
    pub fn is_version_conflict(&self) -> bool {
        matches!(self.0.kind, ErrorKind::VersionConflict { .. })
    }

    /// Returns `true` if the client lacks a permission.
    pub(crate) fn lacks_permission(&self) -> bool {
        matches!(&self.0.kind, ErrorKind::Service { code, .. } if code == "AccessDeniedException")
    }

    pub(crate) fn is_missing_parent(&self) -> bool {
        matches!(self.0.kind, ErrorKind::MissingParent { .. })
    }

    pub(crate) fn is_missing_source(&self) -> bool {
        matches!(self.0.kind, ErrorKind::MissingSource { .. })
    }

    pub(crate) fn is_other_type(&self) -> bool {
        matches!(self.0.kind, ErrorKind::OtherType { .. })
    }

    /// Returns `true` if another item has a value that must be unique.
    pub fn is_unique_conflict(&self) -> bool {
        matches!(self.0.kind, ErrorKind::UniqueConflict { .. })
    }
}
