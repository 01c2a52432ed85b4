//! Errors of operations.

mod canceled;
mod category;
mod classification;
mod configuration;
mod conflict;
mod connection;
mod display;
mod kind;
mod public_message;
mod public_values;
mod read_items;
mod service;
mod table_problem;

pub(crate) use canceled::conflict;
pub use canceled::{CanceledWrite, CancellationCause};
pub use category::Category;
pub(crate) use configuration::lacking;
pub(crate) use conflict::is_conflict;
pub(crate) use connection::{NotAllowed, never_sent};
pub use kind::ErrorKind;
pub use read_items::ReadItems;
pub use service::ThrottlingReason;
pub(crate) use service::{from_build, from_sdk, root_cause};
pub use table_problem::{TableName, TableProblem};

use std::error::Error as StdError;

use crate::codec::{DecodeError, EncodeError};
use crate::cursor::CursorProblem;
use crate::expr::ExpressionError;
use crate::item::StoredItem;
use crate::planner::PlanError;
use crate::rules::Violation;

/// The error of a failed operation.
///
/// Match on [`kind`](Self::kind), or on the [`category`](Self::category); check [`is_retryable`](Self::is_retryable) and
/// [`outcome`](Self::outcome) before repeating the operation.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    table: Option<String>,
    index: Option<&'static str>,
    request_id: Option<String>,
    outcome: Outcome,
    relation: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The outcome of a write that returned an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The write did not take place: nothing was changed.
    NotApplied,
    /// The write took place, although the response could not be used.
    Applied,
    /// The write may have taken place: the request was sent and no response arrived.
    Unknown,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            table: None,
            index: None,
            request_id: None,
            outcome: Outcome::NotApplied,
            relation: None,
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

    /// Adds the index that was read.
    pub(crate) fn of_index(mut self, index: Option<&'static str>) -> Self {
        self.0.index = index;
        self
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Returns the error with another [outcome](Self::outcome), for tests of code that looks at it.
    #[must_use]
    pub fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    /// Makes the outcome unknown if an earlier attempt, whose response was lost, may have been
    /// applied.
    pub(crate) fn unless_lost(self, is_lost: bool) -> Self {
        match self.0.outcome {
            Outcome::NotApplied if is_lost => self.with_outcome(Outcome::Unknown),
            _ => self,
        }
    }

    /// Makes the outcome of a request that ran out of time between two attempts `NotApplied`: no
    /// attempt can have taken effect. `failure` is that of the last one.
    pub(crate) fn if_unanswered_not_applied(mut self, failure: &str) -> Self {
        if let ErrorKind::NoAnswer { cause } = &mut self.0.kind
            && self.0.outcome == Outcome::Unknown
        {
            *cause = format!("{cause}, after {failure}");
            self.0.outcome = Outcome::NotApplied;
        }
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

    pub(crate) fn without_source(mut self) -> Self {
        self.0.source = None;
        self
    }

    /// Adds the relation and its item. The innermost relation is kept.
    pub(crate) fn in_relation(mut self, relation: &'static str, item: &str) -> Self {
        let relation = || format!("`{relation}` of {item}");
        self.0.relation.get_or_insert_with(relation);
        self
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Converts into the kind of the error.
    pub fn into_kind(self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the decode error, if it is one.
    pub(crate) fn into_decode(self) -> Result<DecodeError, Self> {
        match self.0.kind {
            ErrorKind::Decode(error) => Ok(error),
            kind => Err(Self(Box::new(Inner { kind, ..*self.0 }))),
        }
    }

    /// Returns DynamoDB's name of the operation, if one was sent.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// Returns the table, with the client's prefix.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// Returns the relation that was being read or written, and its item: `orders` of `User id =
    /// "01J…"`.
    pub fn relation(&self) -> Option<&str> {
        self.0.relation.as_deref()
    }

    /// Returns the request id, which AWS support needs.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns the outcome of a write in spite of the error.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Returns the violations of field rules, in a transaction those of the first write that has
    /// some; empty for other errors.
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            ErrorKind::Invalid { violations, .. } => violations,
            ErrorKind::TransactionCanceled { writes } => {
                let mut violations = writes.iter().map(|write| match &write.cause {
                    CancellationCause::Invalid(violations) => violations.as_slice(),
                    _ => &[],
                });
                violations.find(|it| !it.is_empty()).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// Returns the writes that made DynamoDB cancel a transaction; empty for other errors.
    pub fn canceled_writes(&self) -> &[CanceledWrite] {
        match &self.0.kind {
            ErrorKind::TransactionCanceled { writes } => writes,
            _ => &[],
        }
    }

    /// Returns the stored item that made a conditional write fail.
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
            ErrorKind::Hook { cause, .. } => Some(&**cause),
            _ => self
                .0
                .source
                .as_deref()
                .map(|source| source as &(dyn StdError + 'static)),
        }
    }
}

/// For tests of code that handles errors: the error of an operation that was not applied.
///
/// ```
/// use dynamite::{Category, Error, ErrorKind};
///
/// let error = Error::from(ErrorKind::NotFound {
///     model: "User",
///     key: r#"id = "ada""#.to_owned(),
///     deleted: false,
/// });
/// assert_eq!(error.category(), Category::NotFound);
/// assert_eq!(error.http_status(), 404);
/// ```
impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl From<ExpressionError> for Error {
    fn from(error: ExpressionError) -> Self {
        Self::new(ErrorKind::Expression(error))
    }
}

impl From<PlanError> for Error {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::AccessPath(problem) => Self::new(ErrorKind::AccessPath(problem)),
            PlanError::Expression(error) => error.into(),
        }
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
