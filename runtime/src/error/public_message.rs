//! Texts of errors for the callers of a service.

use super::{CanceledWrite, CancellationCause, Category, Error, ErrorKind, Outcome, public_values};
use crate::rules::Violation;

pub(super) const INTERNAL: &str = "an internal error";
const BUSY: &str = "the service is busy: try again later";
const UNKNOWN: &str = "it is not known whether the change was made: look before you repeat it";

impl Error {
    /// Returns a text for the caller of a service: what is wrong with the request, in terms of the
    /// model that it is about.
    ///
    /// Unlike `Display`, it holds no key of another item, no name of a table, no request id, and
    /// nothing of what DynamoDB or a hook said. Values of fields are in neither, unless a codec of your own
    /// puts one into its message.
    pub fn public_message(&self) -> String {
        match self.category() {
            // Of the same outcome as the status.
            Category::Throttled | Category::Unavailable => {
                let is_busy = self.outcome() == Outcome::NotApplied;
                (if is_busy { BUSY } else { UNKNOWN }).to_owned()
            }
            Category::Denied | Category::Bug => INTERNAL.to_owned(),
            Category::NotFound | Category::Conflict | Category::Invalid => self.of_kind(),
        }
    }

    /// Returns the text of an error that the caller can help.
    fn of_kind(&self) -> String {
        use ErrorKind as E;
        match &self.0.kind {
            E::NotFound { model, key, .. } => missing(model, key),
            E::AlreadyExists { model, key, .. } => exists(model, key),
            E::VersionConflict { model, key, .. } => changed(model, key),
            E::NotDeleted { model, key, .. } => not_deleted(model, key),
            E::UniqueConflict { model, fields, .. } => taken(model, fields),
            E::ConditionFailed { model, key, .. }
            | E::MissingParent { model, key, .. }
            | E::MissingSource { model, key, .. } => wrong_state(model, key),
            E::ItemTooLarge { model, key, .. } => too_large(model, key),
            E::TooManyWrites { .. }
            | E::TransactionTooLarge { .. }
            | E::TooManyChanges { .. }
            | E::TooManyReads { .. } => "this is too much for one request".to_owned(),
            E::DuplicateKey { model, key } => format!("{model} {key} is given twice"),
            E::Invalid { model, violations } => invalid(model, violations),
            E::Encode { model, error } => public_values::encode(Some(model), error),
            E::Expression(error) => public_values::expression(error),
            E::Cursor(_) => "the cursor is not of this query: begin without one".to_owned(),
            E::Hook { cause, .. } => match cause.downcast_ref::<Self>() {
                Some(error) => error.public_message(),
                None => "this is not allowed".to_owned(),
            },
            E::TransactionCanceled { writes } => canceled(writes),
            // The first error is about an item that the caller has not named.
            E::PartlyDone { failed, .. } => format!("{failed} of the items could not be changed"),
            // The only exception among them is that of a token.
            E::Service { .. } => "this token was used for another request".to_owned(),
            // Of the other categories.
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
            | E::Throttled { .. }
            | E::LimitExceeded { .. }
            | E::Unprocessed { .. }
            | E::Deadline { .. }
            | E::NoAnswer { .. }
            | E::Credentials { .. }
            | E::Configuration(_) => INTERNAL.to_owned(),
        }
    }
}

/// The parts that would be rejected again.
fn canceled(writes: &[CanceledWrite]) -> String {
    let lasting = writes.iter().filter(|write| !write.is_retryable());
    let texts: Vec<_> = lasting.map(of_write).collect();
    if texts.is_empty() {
        return "the items are not in a state that allows this".to_owned();
    }
    texts.join("; ")
}

fn of_write(write: &CanceledWrite) -> String {
    let CanceledWrite { model, key, .. } = write;
    match &write.cause {
        CancellationCause::NotFound | CancellationCause::Deleted => missing(model, key),
        CancellationCause::AlreadyExists { .. } => exists(model, key),
        CancellationCause::NotDeleted => not_deleted(model, key),
        CancellationCause::VersionConflict { .. } => changed(model, key),
        CancellationCause::UniqueConflict { fields, .. } => taken(model, fields),
        CancellationCause::ConditionFailed
        | CancellationCause::MissingParent { .. }
        | CancellationCause::MissingSource { .. } => wrong_state(model, key),
        CancellationCause::ItemTooLarge => too_large(model, key),
        CancellationCause::Invalid(violations) => invalid(model, violations),
        CancellationCause::ForeignGuard { .. }
        | CancellationCause::OtherType { .. }
        | CancellationCause::Conflict
        | CancellationCause::Throttled
        | CancellationCause::Other { .. } => INTERNAL.to_owned(),
    }
}

fn missing(model: &str, key: &str) -> String {
    format!("there is no {model} {key}")
}

fn exists(model: &str, key: &str) -> String {
    format!("{model} {key} already exists")
}

fn changed(model: &str, key: &str) -> String {
    format!("{model} {key} has changed since it was read: read it again")
}

fn not_deleted(model: &str, key: &str) -> String {
    format!("{model} {key} is not deleted")
}

fn wrong_state(model: &str, key: &str) -> String {
    format!("{model} {key} is not in a state that allows this")
}

fn too_large(model: &str, key: &str) -> String {
    format!("{model} {key} would be too large")
}

fn taken(model: &str, fields: &[&str]) -> String {
    let fields = fields.join("`, `");
    format!("the `{fields}` of this {model} is taken by another")
}

fn invalid(model: &str, violations: &[Violation]) -> String {
    let violations: Vec<_> = violations.iter().map(ToString::to_string).collect();
    format!("{model}: {}", violations.join("; "))
}
