//! The kinds of error.

use super::{CanceledWrite, Error, ReadItems, TableProblem, ThrottlingReason};
use crate::codec::{DecodeError, EncodeError};
use crate::cursor::CursorProblem;
use crate::expr::ExpressionError;
use crate::hooks::HookError;
use crate::item::StoredItem;
use crate::planner::AccessPathProblem;
use crate::rules::Violation;

/// The kind of an error.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no item with this key, or it is soft-deleted.
    NotFound {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// `true` if there is a soft-deleted item.
        deleted: bool,
    },
    /// An item with this key already exists.
    AlreadyExists {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// `true` if it is soft-deleted.
        deleted: bool,
        /// The existing item.
        item: Option<StoredItem>,
    },
    /// The item has another version than expected: it has been written since it was read.
    VersionConflict {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The expected version.
        expected: i128,
        /// The stored version; `None` if the item has none, or one that is no integer.
        stored: Option<i128>,
        /// The current item.
        item: Option<StoredItem>,
    },
    /// The item is not soft-deleted, so it cannot be restored.
    NotDeleted {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The current item.
        item: Option<StoredItem>,
    },
    /// Another item has a value that must be unique within the model.
    UniqueConflict {
        /// The model.
        model: &'static str,
        /// The key of the item to be written, as text.
        key: String,
        /// Stored names of the attributes whose values are taken.
        fields: &'static [&'static str],
        /// The key of the item that holds them, as text.
        owner: String,
        /// `true` if that item is soft-deleted.
        deleted: bool,
    },
    /// The guard of a unique value names an item of another table than the one that is read or
    /// written: the table that this one was restored from, or one that shares the table of guards
    /// and the namespace. It is unknown whether the value is free.
    ForeignGuard {
        /// The model.
        model: &'static str,
        /// The key of the item that was to be written or looked up, as text.
        key: String,
        /// Stored names of the attributes that the guard is for.
        fields: &'static [&'static str],
        /// The table that the guard names, with its prefix.
        table: String,
    },
    /// The condition of the write does not hold.
    ConditionFailed {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The current item.
        item: Option<StoredItem>,
    },
    /// The update sets a value inside a map or list that does not exist.
    MissingParent {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The attributes inside absent parents, as document paths.
        paths: Vec<String>,
    },
    /// The update copies the value of an attribute that is absent.
    MissingSource {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The attributes that are copied, one of which is absent, as document paths.
        paths: Vec<String>,
    },
    /// The update adds to a stored value of another type, or, in a transaction, to `NULL`, which
    /// other programs store for an absent value.
    OtherType {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The values that it adds to, as document paths. One of them is the cause.
        paths: Vec<String>,
    },
    /// The item would be larger than 400 KB, DynamoDB's limit.
    ItemTooLarge {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// Size in bytes as DynamoDB counts, names and values, or a lower bound of it. `None` if
        /// DynamoDB detected it, which does not report the size.
        bytes: Option<usize>,
    },
    /// DynamoDB canceled a transaction: nothing was written, unless the outcome is
    /// [`Unknown`](crate::Outcome::Unknown) because the response to an earlier attempt was lost.
    TransactionCanceled {
        /// The writes that caused it.
        writes: Vec<CanceledWrite>,
    },
    /// A transaction has more writes than DynamoDB accepts.
    TooManyWrites {
        /// Number of operations.
        operations: usize,
        /// Number of writes, including those that maintain unique fields.
        writes: usize,
        /// Maximum number of writes.
        limit: usize,
    },
    /// The items of a transaction would have more than 4 MB together, DynamoDB's limit; nothing was
    /// sent.
    TransactionTooLarge {
        /// Lower bound of their size in bytes.
        bytes: usize,
        /// Maximum size in bytes.
        limit: usize,
    },
    /// A set of related items differs from the stored one in more pairs than a transaction can
    /// change; nothing was changed.
    TooManyChanges {
        /// Number of pairs to change.
        changes: usize,
        /// Maximum number of pairs in a transaction.
        limit: usize,
    },
    /// A transactional read has more items than DynamoDB accepts.
    TooManyReads {
        /// Number of items.
        reads: usize,
        /// Maximum number of items.
        limit: usize,
    },
    /// A repository in a transaction uses another DynamoDB than the transaction's client.
    OtherClient {
        /// The model.
        model: &'static str,
        /// The table, with the prefix of the repository's client.
        table: String,
    },
    /// Two writes of one batch or transaction, or two reads of one transaction, are for the same
    /// item, which DynamoDB rejects.
    DuplicateKey {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
    },
    /// Values break field rules, or an update would make a stored value break them.
    ///
    /// It takes precedence over a failed condition of the update: the stored item shows the
    /// violation, but not what else failed.
    Invalid {
        /// The model.
        model: &'static str,
        /// The violations, in schema order.
        violations: Vec<Violation>,
    },
    /// A hook rejected the write before anything was sent.
    Hook {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The hook: `before_create`, `before_save`, `before_update`, `before_delete` or
        /// `before_restore`.
        hook: &'static str,
        /// The error that the hook returned.
        cause: HookError,
    },
    /// A value has no stored form, or none that DynamoDB accepts.
    Encode {
        /// The model.
        model: &'static str,
        /// The problem and its place.
        error: EncodeError,
    },
    /// A stored item cannot be read.
    Decode(DecodeError),
    /// Some items could not be read; the others were.
    BadItems {
        /// The items that were read.
        read: ReadItems,
        /// The errors of the other items.
        bad: Vec<DecodeError>,
    },
    /// A condition or update cannot be expressed.
    Expression(ExpressionError),
    /// A cursor cannot be used here.
    Cursor(CursorProblem),
    /// Neither the primary key nor an index serves the condition, and scans were not allowed.
    WouldScan {
        /// The model.
        model: &'static str,
        /// A way to avoid the scan, if there is one.
        suggestion: Option<String>,
    },
    /// Items cannot be read as requested.
    AccessPath(AccessPathProblem),
    /// The table, or the index, does not exist.
    TableNotFound,
    /// The table differs from the schema in a way that DynamoDB cannot change.
    Schema {
        /// The table.
        table: String,
        /// The differences, one sentence each.
        differences: Vec<String>,
    },
    /// Tables are not as the schema declares them.
    Tables {
        /// All problems of all tables.
        problems: Vec<TableProblem>,
    },
    /// DynamoDB throttled the request, also after the SDK's retries.
    Throttled {
        /// Throttled resources and reasons, where DynamoDB reports them.
        reasons: Vec<ThrottlingReason>,
    },
    /// The account is at its limit of tables or of concurrent table operations: 2,500 tables and
    /// 500 operations, unless its quotas differ.
    LimitExceeded {
        /// The limit, as DynamoDB describes it.
        message: String,
    },
    /// Part of a batch was not processed within the maximum number of attempts.
    Unprocessed {
        /// Number of remaining items.
        items: usize,
        /// Number of attempts.
        attempts: u32,
    },
    /// A bulk write changed some of its items and failed for others.
    PartlyDone {
        /// Number of changed items.
        changed: u64,
        /// Number of items that could not be changed or read.
        failed: usize,
        /// The first error.
        first: Box<Error>,
    },
    /// A wait exceeded its deadline.
    Deadline {
        /// The awaited event.
        waiting_for: String,
    },
    /// No usable response: connection refused or broken, a timeout, a damaged body.
    NoAnswer {
        /// The cause, as described by the layer that detected it.
        cause: String,
    },
    /// A provider of credentials failed or took too long, so that nothing was sent. Others succeed: no
    /// credentials at all are [`Configuration`](Self::Configuration).
    Credentials {
        /// The cause, as the provider describes it.
        cause: String,
    },
    /// DynamoDB rejected the request, or failed.
    Service {
        /// The exception's name.
        code: String,
        /// Its message.
        message: String,
        /// HTTP status.
        status: u16,
    },
    /// The client lacks required configuration.
    Configuration(String),
}
