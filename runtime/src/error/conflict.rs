//! Exceptions caused by another request on the same item.

/// Exceptions caused by a concurrent request on the same item: a transaction; an earlier attempt of
/// the same transaction that is still in progress; a write in another region to a strongly
/// consistent global table.
const CONFLICTS: [&str; 3] = [
    "TransactionConflictException",
    "TransactionInProgressException",
    "ReplicatedWriteConflictException",
];

/// Returns `true` for an exception that reports a concurrent request on the same item.
pub(crate) fn is_conflict(exception: &str) -> bool {
    CONFLICTS.contains(&exception)
}
