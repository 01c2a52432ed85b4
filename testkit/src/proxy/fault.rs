//! The faults that the proxy can play.

use std::time::Duration;

use super::errors::CancellationReason;
use super::pause::Pause;
use crate::operation::Operation;

/// A fault of a request. "Applied" means that the engine carried it out.
#[derive(Clone, Debug)]
pub enum Fault {
    /// `ProvisionedThroughputExceededException` (400), not applied. The reason
    /// names the provisioned throughput of each table or index.
    ProvisionedThroughputExceeded,
    /// `ThrottlingException` (400), not applied. The reason names the maximum
    /// on-demand throughput of each table or index.
    Throttling,
    /// `ThrottlingException` (400), not applied. The reason names a key range:
    /// one partition is hot, the table as a whole has capacity left.
    HotPartition,
    /// `RequestLimitExceeded` (400), not applied. The reason names the quota
    /// of the account.
    RequestLimitExceeded,
    /// `LimitExceededException` (400), not applied: too many tables, or too many concurrent changes
    /// of tables. For operations on tables.
    LimitExceeded,
    /// `ValidationException` (400), not applied: TTL of the table was changed within the last hour.
    TtlChangedBefore,
    /// `AccessDeniedException` (400), not applied: the caller lacks the permission.
    AccessDenied,
    /// `InternalServerError` (500). DynamoDB does not specify if the request was applied.
    InternalServerError {
        /// `true` if it is applied.
        applied: bool,
    },
    /// `ServiceUnavailable` (503), not applied.
    ServiceUnavailable,
    /// `TransactionConflictException` (400), not applied: the item is in another transaction. For
    /// operations on one item.
    TransactionConflict,
    /// `ReplicatedWriteConflictException` (400), not applied: a request in another
    /// region is changing the item of a strongly consistent global table. For
    /// operations that write items outside of transactions.
    ReplicatedWriteConflict,
    /// `TransactionCanceledException` (400), not applied, with one reason for
    /// each operation of the transaction.
    TransactionCanceled(Vec<CancellationReason>),
    /// The connection closes without a response; not applied.
    CutBefore,
    /// Applied, then the connection closes without a response.
    CutAfter,
    /// The engine receives the request this much later.
    DelayBefore(Duration),
    /// Applied; the client receives the response this much later.
    DelayAfter(Duration),
    /// Held until released, then applied; or cut, and never applied.
    PauseBefore(Pause),
    /// Applied; its response is held until released, or cut.
    PauseAfter(Pause),
    /// Applied; the response breaks off halfway through its body.
    TruncatedBody,
    /// Applied; the response is a 200 whose body is not JSON.
    GarbageBody,
    /// For a `BatchWriteItem` or `BatchGetItem`: the first elements are applied and the rest is
    /// returned as `UnprocessedItems` or `UnprocessedKeys`. Tables are taken in the alphabetical
    /// order of their names.
    Unprocessed {
        /// Number of elements applied.
        applied: usize,
    },
    /// A page of a `Query` or `Scan` ends after this many items, with a
    /// `LastEvaluatedKey`, as after 1 MB of large items.
    ShortPage {
        /// At least 1.
        limit: u32,
    },
    /// A page of a `Query` or `Scan` has no items, but a `LastEvaluatedKey`, as when a filter drops
    /// a whole page; the next page begins where this one would have. No fault shortens that next
    /// page, so that reading ends eventually. If nothing is left to read, the page is simply the
    /// last.
    EmptyPage,
}

impl Fault {
    /// Returns the name under which [`Counts::faults`](super::Counts) counts it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::ProvisionedThroughputExceeded => "ProvisionedThroughputExceeded",
            Self::Throttling => "Throttling",
            Self::HotPartition => "HotPartition",
            Self::RequestLimitExceeded => "RequestLimitExceeded",
            Self::LimitExceeded => "LimitExceeded",
            Self::TtlChangedBefore => "TtlChangedBefore",
            Self::AccessDenied => "AccessDenied",
            Self::InternalServerError { .. } => "InternalServerError",
            Self::ServiceUnavailable => "ServiceUnavailable",
            Self::TransactionConflict => "TransactionConflict",
            Self::ReplicatedWriteConflict => "ReplicatedWriteConflict",
            Self::TransactionCanceled(_) => "TransactionCanceled",
            Self::CutBefore => "CutBefore",
            Self::CutAfter => "CutAfter",
            Self::DelayBefore(_) => "DelayBefore",
            Self::DelayAfter(_) => "DelayAfter",
            Self::PauseBefore(_) => "PauseBefore",
            Self::PauseAfter(_) => "PauseAfter",
            Self::TruncatedBody => "TruncatedBody",
            Self::GarbageBody => "GarbageBody",
            Self::Unprocessed { .. } => "Unprocessed",
            Self::ShortPage { .. } => "ShortPage",
            Self::EmptyPage => "EmptyPage",
        }
    }

    /// Returns `true` if it can occur for an operation.
    pub(super) fn suits(&self, operation: Operation) -> bool {
        use Operation::{
            BatchWriteItem, DeleteItem, ExecuteStatement, GetItem, PutItem, UpdateItem,
        };
        use Operation::{CreateTable, DeleteTable, UpdateTable, UpdateTimeToLive};
        match self {
            Self::Unprocessed { .. } => operation.is_batch(),
            Self::ShortPage { .. } | Self::EmptyPage => operation.is_paged(),
            Self::TransactionCanceled(_) => operation.is_transaction(),
            Self::TtlChangedBefore => operation == UpdateTimeToLive,
            Self::LimitExceeded => matches!(
                operation,
                CreateTable | UpdateTable | DeleteTable | UpdateTimeToLive
            ),
            Self::TransactionConflict => matches!(
                operation,
                GetItem | PutItem | UpdateItem | DeleteItem | ExecuteStatement
            ),
            Self::ReplicatedWriteConflict => matches!(
                operation,
                PutItem | UpdateItem | DeleteItem | BatchWriteItem | ExecuteStatement
            ),
            _ => true,
        }
    }

    /// Returns `true` if it changes the end of a page.
    pub(super) fn reshapes_pages(&self) -> bool {
        matches!(self, Self::ShortPage { .. } | Self::EmptyPage)
    }
}
