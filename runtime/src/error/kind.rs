//! The kinds of error.

use super::{CanceledWrite, Error, ReadItems, ThrottlingReason};
use crate::codec::{DecodeError, EncodeError};
use crate::cursor::CursorProblem;
use crate::expr::ExpressionError;
use crate::hooks::HookError;
use crate::item::StoredItem;
use crate::planner::AccessPathProblem;
use crate::rules::Violation;

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no item with this key, or one that is soft-deleted.
    NotFound {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// Whether there is one that is soft-deleted.
        deleted: bool,
    },
    /// There is already an item with this key.
    AlreadyExists {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// Whether it is soft-deleted.
        deleted: bool,
        /// The item that is there.
        item: Option<StoredItem>,
    },
    /// The item has another version than the one that was to be written: somebody else has
    /// written it since it was read.
    VersionConflict {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The version that was expected.
        expected: i128,
        /// The item as it is.
        item: Option<StoredItem>,
    },
    /// The item is not soft-deleted, so it cannot be restored.
    NotDeleted {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The item as it is.
        item: Option<StoredItem>,
    },
    /// Another item holds a value that only one item of the model may hold.
    UniqueConflict {
        /// The model.
        model: &'static str,
        /// The key of the item that was to be written, as text.
        key: String,
        /// Stored names of the attributes whose values are taken.
        fields: &'static [&'static str],
        /// The key of the item that holds them, as text.
        owner: String,
        /// Whether that item is soft-deleted.
        deleted: bool,
    },
    /// The guard of a unique value names an item of another table than the one that is read or
    /// written: of the one that was restored to this table, or of one that shares the table of
    /// guards and the namespace. Nothing says whether the value is free.
    ForeignGuard {
        /// The model.
        model: &'static str,
        /// The key of the item that was to be written, or that was looked up, as text.
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
        /// The item as it is.
        item: Option<StoredItem>,
    },
    /// The update sets something inside a map or list that is not there.
    MissingParent {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The attributes inside absent parents, as document paths.
        paths: Vec<String>,
    },
    /// The update adds to what is stored as another type; or, in a transaction, as `NULL`, which
    /// other programs store for what is absent.
    OtherType {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// What it adds to, as document paths: one of them.
        paths: Vec<String>,
    },
    /// The item would be larger than 400 KB, DynamoDB's limit.
    ItemTooLarge {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// Its size in bytes as DynamoDB counts, names and values, or what it has at least. `None`
        /// if DynamoDB found it, which does not say.
        bytes: Option<usize>,
    },
    /// DynamoDB refused a transaction: nothing was written, unless the outcome is
    /// [`Unknown`](crate::Outcome::Unknown) because the response to an earlier attempt was lost.
    TransactionCanceled {
        /// The writes that were at fault.
        writes: Vec<CanceledWrite>,
    },
    /// A transaction has more writes than DynamoDB takes.
    TooManyWrites {
        /// How many operations it has.
        operations: usize,
        /// How many writes they are, with those that keep unique fields unique.
        writes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// The items of a transaction would have more than 4 MB together, DynamoDB's limit; nothing was
    /// sent.
    TransactionTooLarge {
        /// How many bytes they have at least.
        bytes: usize,
        /// How many they may have.
        limit: usize,
    },
    /// The set of items that another is attached to differs in more pairs than a transaction
    /// changes; nothing was changed.
    TooManyChanges {
        /// How many pairs.
        changes: usize,
        /// How many a transaction changes.
        limit: usize,
    },
    /// A transactional read has more items than DynamoDB takes.
    TooManyReads {
        /// How many it has.
        reads: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A repository speaks to another DynamoDB than the client of the transaction that it is part
    /// of.
    OtherClient {
        /// The model.
        model: &'static str,
        /// The table, with the prefix of the repository's client.
        table: String,
    },
    /// Two writes of one batch or transaction, or two reads of one transaction, are for the same
    /// item; DynamoDB refuses that.
    DuplicateKey {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
    },
    /// Values break rules of the schema, or an update would take a stored value beyond them.
    ///
    /// Where the condition of an update does not hold either, this is what is reported: the
    /// stored item shows it, and does not show what else failed.
    Invalid {
        /// The model.
        model: &'static str,
        /// All that is wrong, in the order of the schema.
        violations: Vec<Violation>,
    },
    /// A hook refused the write before anything was sent.
    Hook {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
        /// The hook: `before_create`, `before_save`, `before_update`, `before_delete` or
        /// `before_restore`.
        hook: &'static str,
        /// What it returned.
        cause: HookError,
    },
    /// A value cannot be stored.
    Encode {
        /// The model.
        model: &'static str,
        /// What and where.
        error: EncodeError,
    },
    /// A stored item cannot be read.
    Decode(DecodeError),
    /// Some of the items cannot be read; the others were.
    BadItems {
        /// Those that could be read.
        read: ReadItems,
        /// What is wrong with the others.
        bad: Vec<DecodeError>,
    },
    /// A condition or update cannot be expressed.
    Expression(ExpressionError),
    /// A cursor cannot be used here.
    Cursor(CursorProblem),
    /// Neither the primary key nor an index answers the condition, and no scan was allowed.
    WouldScan {
        /// The model.
        model: &'static str,
        /// What would answer it, if something can.
        suggestion: Option<String>,
    },
    /// Items cannot be found in the way that is asked for.
    AccessPath(AccessPathProblem),
    /// The table, or the index, does not exist.
    TableNotFound,
    /// The table differs from the schema in a way that DynamoDB cannot change.
    Schema {
        /// The table.
        table: String,
        /// What differs, one sentence each.
        differences: Vec<String>,
    },
    /// DynamoDB throttled the request, also after the SDK's retries.
    Throttled {
        /// What was throttled and why, where DynamoDB says so.
        reasons: Vec<ThrottlingReason>,
    },
    /// The account has as many tables as it may, or as many changes of tables under way: 2,500
    /// tables and 500 changes, unless its quotas say otherwise.
    LimitExceeded {
        /// Which limit, in DynamoDB's words.
        message: String,
    },
    /// Part of a batch was not processed within the bound of attempts.
    Unprocessed {
        /// How many items are left.
        items: usize,
        /// How many attempts were made.
        attempts: u32,
    },
    /// Of the items that a bulk write was for, some were changed and some could not be.
    PartlyDone {
        /// How many were changed.
        changed: u64,
        /// How many could not be changed, or not be read.
        failed: usize,
        /// What happened first.
        first: Box<Error>,
    },
    /// Waiting took longer than its deadline.
    Deadline {
        /// What was waited for.
        waiting_for: String,
    },
    /// No response that can be used: connection refused or cut, a timeout, a damaged body.
    NoAnswer {
        /// What happened, in the words of the layer that noticed.
        cause: String,
    },
    /// DynamoDB refused the request, or failed.
    Service {
        /// The exception's name.
        code: String,
        /// Its message.
        message: String,
        /// HTTP status.
        status: u16,
    },
    /// The client is not configured for this.
    Configuration(String),
}
