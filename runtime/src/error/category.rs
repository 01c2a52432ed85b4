//! Categories of errors, for services that answer requests of their own.

use super::{CanceledWrite, CancellationCause, Error, ErrorKind, Outcome, is_conflict};
use crate::cursor::CursorProblem;
use crate::hooks::HookError;
use crate::rules::Violation;

/// What an error means for the caller of a service.
///
/// Each kind of error has one: [`Error::category`]. [`Error::http_status`] gives it an HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Category {
    /// There is no such item.
    NotFound,
    /// The stored state does not allow it: the item exists already, has changed since it was read,
    /// does not meet a condition, or a unique value is taken.
    Conflict,
    /// What was given is wrong: a value that breaks a rule or cannot be stored, a cursor that was
    /// altered, more than one request can hold.
    Invalid,
    /// The table, an index or the account is at its limit.
    Throttled,
    /// DynamoDB failed, did not answer, or was busy with another request on the same item.
    Unavailable,
    /// The credentials were rejected, or lack a permission.
    Denied,
    /// The program, its configuration, its tables or a stored item have to be corrected.
    Bug,
}

/// Exceptions of rejected credentials and missing permissions.
const DENIED: [&str; 7] = [
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "NotAuthorizedException",
    "UnrecognizedClientException",
];

/// Returns `true` for an exception of rejected credentials or of a missing permission.
pub(super) fn is_denial(exception: &str) -> bool {
    DENIED.contains(&exception)
}

impl Error {
    /// Returns what the error means for the caller of a service.
    ///
    /// A canceled transaction has the category of the first write that would be rejected again. A
    /// bulk write that was done in part has that of its first failure, and a hook that failed with
    /// an [`Error`] has the category of that.
    pub fn category(&self) -> Category {
        use ErrorKind as E;
        match &self.0.kind {
            E::Expression(error) if error.is_of_values() => Category::Invalid,
            E::Encode { error, .. } if error.problem().is_of_program() => Category::Bug,
            E::Invalid { violations, .. } if violations.iter().any(Violation::is_of_program) => {
                Category::Bug
            }
            E::NotFound { .. } => Category::NotFound,
            E::AlreadyExists { .. }
            | E::VersionConflict { .. }
            | E::NotDeleted { .. }
            | E::UniqueConflict { .. }
            | E::ConditionFailed { .. }
            | E::MissingParent { .. }
            | E::MissingSource { .. } => Category::Conflict,
            E::Throttled { .. } | E::LimitExceeded { .. } | E::Unprocessed { .. } => {
                Category::Throttled
            }
            E::NoAnswer { .. } | E::Credentials { .. } | E::Deadline { .. } => {
                Category::Unavailable
            }
            E::ForeignGuard { .. }
            | E::OtherType { .. }
            | E::OtherClient { .. }
            | E::Decode(_)
            | E::BadItems { .. }
            | E::WouldScan { .. }
            | E::AccessPath(_)
            | E::TableNotFound
            | E::Schema { .. }
            | E::Tables { .. }
            | E::Cursor(CursorProblem::NoRandomness)
            | E::Expression(_)
            | E::Configuration(_) => Category::Bug,
            E::ItemTooLarge { .. }
            | E::TooManyWrites { .. }
            | E::TransactionTooLarge { .. }
            | E::TooManyChanges { .. }
            | E::TooManyReads { .. }
            | E::DuplicateKey { .. }
            | E::Invalid { .. }
            | E::Encode { .. }
            | E::Cursor(_) => Category::Invalid,
            E::Hook { cause, .. } => of_hook(cause),
            E::TransactionCanceled { writes } => of_transaction(writes),
            E::PartlyDone { first, .. } => first.category(),
            E::Service { code, status, .. } => of_exception(code, *status),
        }
    }

    /// Returns the HTTP status of a service that fails with this error:
    ///
    /// | category | status |
    /// |---|---|
    /// | [`NotFound`](Category::NotFound) | 404 |
    /// | [`Conflict`](Category::Conflict) | 409 |
    /// | [`Invalid`](Category::Invalid) | 422 for broken field rules, otherwise 400 |
    /// | [`Throttled`](Category::Throttled), [`Unavailable`](Category::Unavailable) | 503; 500 if the [outcome](Self::outcome) is not `NotApplied`, since a client that sends the same again might have it done twice |
    /// | [`Denied`](Category::Denied), [`Bug`](Category::Bug) | 500: the caller cannot help it |
    pub fn http_status(&self) -> u16 {
        match self.category() {
            Category::NotFound => 404,
            Category::Conflict => 409,
            Category::Invalid if self.is_of_rules() => 422,
            Category::Invalid => 400,
            Category::Throttled | Category::Unavailable
                if self.outcome() == Outcome::NotApplied =>
            {
                503
            }
            Category::Throttled | Category::Unavailable | Category::Denied | Category::Bug => 500,
        }
    }

    /// Returns `true` if it has its category because field rules are broken.
    fn is_of_rules(&self) -> bool {
        match &self.0.kind {
            ErrorKind::Invalid { .. } => true,
            ErrorKind::TransactionCanceled { writes } => {
                let decisive = decisive(writes);
                decisive.is_some_and(|it| matches!(it.cause, CancellationCause::Invalid(_)))
            }
            ErrorKind::PartlyDone { first, .. } => first.is_of_rules(),
            ErrorKind::Hook { cause, .. } => {
                cause.downcast_ref::<Self>().is_some_and(Self::is_of_rules)
            }
            _ => false,
        }
    }
}

/// A hook rejects what it was given, unless it could not find out.
fn of_hook(cause: &HookError) -> Category {
    match cause.downcast_ref::<Error>() {
        Some(error) => error.category(),
        None => Category::Invalid,
    }
}

fn of_transaction(writes: &[CanceledWrite]) -> Category {
    decisive(writes).map_or(Category::Conflict, |write| write.cause.category())
}

/// Returns the write that decides what a canceled transaction means: the first one that would be
/// rejected again.
fn decisive(writes: &[CanceledWrite]) -> Option<&CanceledWrite> {
    let lasting = writes.iter().find(|write| !write.is_retryable());
    lasting.or(writes.first())
}

fn of_exception(code: &str, status: u16) -> Category {
    match code {
        _ if is_denial(code) => Category::Denied,
        _ if is_conflict(code) || status >= 500 => Category::Unavailable,
        // A token of a caller that was used for something else.
        "IdempotentParameterMismatchException" => Category::Conflict,
        _ => Category::Bug,
    }
}

impl CancellationCause {
    /// Returns what the cause means for the caller of a service.
    pub fn category(&self) -> Category {
        match self {
            Self::NotFound | Self::Deleted => Category::NotFound,
            Self::AlreadyExists { .. }
            | Self::NotDeleted
            | Self::VersionConflict { .. }
            | Self::UniqueConflict { .. }
            | Self::ConditionFailed
            | Self::MissingParent { .. }
            | Self::MissingSource { .. } => Category::Conflict,
            Self::ItemTooLarge | Self::Invalid(_) => Category::Invalid,
            Self::Conflict => Category::Unavailable,
            Self::Throttled => Category::Throttled,
            Self::ForeignGuard { .. } | Self::OtherType { .. } => Category::Bug,
            Self::Other { code, .. } => of_exception(code, 400),
        }
    }
}
