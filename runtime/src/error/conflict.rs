//! Exceptions that say that another request was on the same item.

/// Exceptions of requests that met another one on the same item: a transaction; the same
/// transaction, which was sent before and is not done yet; a write in another region to a strongly
/// consistent global table.
const CONFLICTS: [&str; 3] = [
    "TransactionConflictException",
    "TransactionInProgressException",
    "ReplicatedWriteConflictException",
];

/// Whether an exception says that another request was on the same item.
pub(crate) fn is_conflict(exception: &str) -> bool {
    CONFLICTS.contains(&exception)
}
