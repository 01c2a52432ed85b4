//! What can go wrong, and what to do about it.

mod canceled;
mod configuration;
mod display;
mod read_items;
mod service;

pub use canceled::{CanceledWrite, CancellationCause};
pub(crate) use configuration::lacking;
pub use read_items::ReadItems;
pub use service::ThrottlingReason;
pub(crate) use service::{from_build, from_sdk};

use std::error::Error as StdError;

use crate::codec::{DecodeError, EncodeError};
use crate::cursor::CursorProblem;
use crate::expr::ExpressionError;
use crate::item::StoredItem;
use crate::rules::Violation;

/// A failed operation: what happened, to what, and what to do.
///
/// Match on [`kind`](Self::kind); ask [`is_retryable`](Self::is_retryable) and
/// [`outcome`](Self::outcome) before doing it again.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    table: Option<String>,
    request_id: Option<String>,
    outcome: Outcome,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// Whether a write that ended in an error took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It did not: nothing was changed.
    NotApplied,
    /// It did, although the answer could not be used.
    Applied,
    /// It may have: the request was sent and no answer came.
    Unknown,
}

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
    /// DynamoDB refused a transaction: nothing was written.
    TransactionCanceled {
        /// The writes that were at fault.
        writes: Vec<CanceledWrite>,
    },
    /// A transaction has more writes than DynamoDB takes.
    TooManyWrites {
        /// How many it has.
        writes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A transactional read has more items than DynamoDB takes.
    TooManyReads {
        /// How many it has.
        reads: usize,
        /// How many it may have.
        limit: usize,
    },
    /// Two writes of one batch or transaction are for the same item; DynamoDB refuses that.
    DuplicateKey {
        /// The model.
        model: &'static str,
        /// The key, as text.
        key: String,
    },
    /// Values break rules of the schema.
    Invalid {
        /// The model.
        model: &'static str,
        /// All that is wrong.
        violations: Vec<Violation>,
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
    /// Waiting took longer than its deadline.
    Deadline {
        /// What was waited for.
        waiting_for: String,
    },
    /// No answer that can be used: connection refused or cut, a timeout, a damaged body.
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

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            table: None,
            request_id: None,
            outcome: Outcome::NotApplied,
            source: None,
        }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration(message.into()))
    }

    pub(crate) fn encode(model: &'static str, error: EncodeError) -> Self {
        Self::new(ErrorKind::Encode { model, error })
    }

    pub(crate) fn during(mut self, operation: &'static str, table: &str) -> Self {
        self.0.operation = Some(operation);
        self.0.table = Some(table.to_owned());
        self
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    pub(crate) fn with_request_id(mut self, id: Option<&str>) -> Self {
        self.0.request_id = id.map(str::to_owned);
        self
    }

    pub(crate) fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What went wrong, taken out.
    pub fn into_kind(self) -> ErrorKind {
        self.0.kind
    }

    /// The decode error, if it is one.
    pub(crate) fn into_decode(self) -> Result<DecodeError, Self> {
        match self.0.kind {
            ErrorKind::Decode(error) => Ok(error),
            kind => Err(Self(Box::new(Inner { kind, ..*self.0 }))),
        }
    }

    /// DynamoDB's name of the operation, if one was sent.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// The table, with the client's prefix.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The id AWS support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Whether a write took place in spite of the error.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Whether the same request may succeed later without any change: throttling, a failure of
    /// the service, no answer. Look at [`outcome`](Self::outcome) before repeating a write.
    pub fn is_retryable(&self) -> bool {
        match &self.0.kind {
            ErrorKind::Throttled { .. }
            | ErrorKind::LimitExceeded { .. }
            | ErrorKind::Unprocessed { .. }
            | ErrorKind::NoAnswer { .. } => true,
            ErrorKind::TransactionCanceled { writes } => {
                !writes.is_empty() && writes.iter().all(CanceledWrite::is_retryable)
            }
            ErrorKind::Service { code, status, .. } => {
                *status >= 500 || code == "TransactionConflictException"
            }
            _ => false,
        }
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

    /// What breaks the rules of the schema; empty if that is not what is wrong.
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            ErrorKind::Invalid { violations, .. } => violations,
            _ => &[],
        }
    }

    /// The writes that made DynamoDB refuse a transaction; empty if that is not what is wrong.
    pub fn canceled_writes(&self) -> &[CanceledWrite] {
        match &self.0.kind {
            ErrorKind::TransactionCanceled { writes } => writes,
            _ => &[],
        }
    }

    /// The stored item that made a conditional write fail.
    pub fn item(&self) -> Option<&StoredItem> {
        match &self.0.kind {
            ErrorKind::AlreadyExists { item, .. }
            | ErrorKind::ConditionFailed { item, .. }
            | ErrorKind::VersionConflict { item, .. }
            | ErrorKind::NotDeleted { item, .. } => item.as_ref(),
            _ => None,
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.kind {
            ErrorKind::Encode { .. } | ErrorKind::Decode(_) | ErrorKind::Expression(_) => None,
            _ => self
                .0
                .source
                .as_deref()
                .map(|source| source as &(dyn StdError + 'static)),
        }
    }
}

impl From<ExpressionError> for Error {
    fn from(error: ExpressionError) -> Self {
        Self::new(ErrorKind::Expression(error))
    }
}

impl From<CursorProblem> for Error {
    fn from(problem: CursorProblem) -> Self {
        Self::new(ErrorKind::Cursor(problem))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::new(ErrorKind::Decode(error))
    }
}
