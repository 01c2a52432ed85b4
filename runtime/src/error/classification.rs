//! Questions about errors whose answer decides what to do next.

use super::{CanceledWrite, Error, ErrorKind, Outcome, is_conflict};

impl Error {
    /// Whether the same request may succeed later without any change: throttling, a failure of
    /// the service, no response. Look at [`outcome`](Self::outcome) before repeating a write.
    pub fn is_retryable(&self) -> bool {
        match &self.0.kind {
            ErrorKind::Throttled { .. }
            | ErrorKind::LimitExceeded { .. }
            | ErrorKind::Unprocessed { .. }
            | ErrorKind::NoAnswer { .. } => true,
            ErrorKind::TransactionCanceled { writes } => {
                !writes.is_empty() && writes.iter().all(CanceledWrite::is_retryable)
            }
            ErrorKind::Service { code, status, .. } => *status >= 500 || is_conflict(code),
            _ => false,
        }
    }

    /// Whether it was refused because of the load or of another request on the same item, and
    /// nothing was done.
    pub(crate) fn is_refused_for_now(&self) -> bool {
        let passes = match &self.0.kind {
            ErrorKind::Throttled { .. } => true,
            ErrorKind::Service { code, .. } => is_conflict(code),
            _ => false,
        };
        passes && self.outcome() == Outcome::NotApplied
    }

    /// Whether there is no item with the key.
    pub fn is_not_found(&self) -> bool {
        matches!(self.0.kind, ErrorKind::NotFound { .. })
    }

    /// Whether there is an item with the key already.
    pub fn is_already_exists(&self) -> bool {
        matches!(self.0.kind, ErrorKind::AlreadyExists { .. })
    }

    /// Whether the condition of a write did not hold.
    pub fn is_condition_failed(&self) -> bool {
        matches!(self.0.kind, ErrorKind::ConditionFailed { .. })
    }

    /// Whether the item has another version than the one that was to be written.
    pub fn is_version_conflict(&self) -> bool {
        matches!(self.0.kind, ErrorKind::VersionConflict { .. })
    }

    pub(crate) fn is_missing_parent(&self) -> bool {
        matches!(self.0.kind, ErrorKind::MissingParent { .. })
    }

    pub(crate) fn is_other_type(&self) -> bool {
        matches!(self.0.kind, ErrorKind::OtherType { .. })
    }

    /// Whether another item holds a value that only one may hold.
    pub fn is_unique_conflict(&self) -> bool {
        matches!(self.0.kind, ErrorKind::UniqueConflict { .. })
    }
}
