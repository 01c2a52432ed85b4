//! What a refused write means to the one who asked for it.

use super::lifecycle::{Demands, Unmet};
use crate::Error;
use crate::codec::DecodeError;
use crate::error::{ErrorKind, Outcome};
use crate::item::StoredItem;
use crate::model::{Key, Model};
use crate::request::Refused;

/// The error of an operation that wants the item to be there.
pub(super) fn of_existing<K: Key>(
    refused: Refused,
    key: &K,
    demands: &Demands,
    operation: &'static str,
    table: &str,
) -> Error {
    match refused {
        Refused::Condition {
            item,
            after_lost_answer,
            request_id,
        } => Error::new(kind(item, key, demands))
            .during(operation, table)
            .with_request_id(request_id.as_deref())
            .with_outcome(outcome(after_lost_answer)),
        Refused::MissingParent(error) | Refused::Failed(error) => error,
    }
}

/// What is wrong with an item that does not meet the condition of a write.
fn kind<K: Key>(item: Option<StoredItem>, key: &K, demands: &Demands) -> ErrorKind {
    let model = K::Model::DESCRIPTOR.name;
    let key = super::key::text(key);
    let unmet = item.as_ref().map(|item| demands.unmet(item));
    match unmet {
        None => ErrorKind::NotFound {
            model,
            key,
            deleted: false,
        },
        Some(None) => ErrorKind::ConditionFailed { model, key, item },
        Some(Some(Unmet::Deleted)) => ErrorKind::NotFound {
            model,
            key,
            deleted: true,
        },
        Some(Some(Unmet::NotDeleted)) => ErrorKind::NotDeleted { model, key, item },
        Some(Some(Unmet::LastVersion { attribute, last })) => ErrorKind::Invalid {
            model,
            violations: vec![Unmet::no_next_version(attribute, last)],
        },
        Some(Some(Unmet::Version { expected })) => ErrorKind::VersionConflict {
            model,
            key,
            expected,
            item,
        },
    }
}

/// What is known about a write whose last attempt was refused: an earlier one may have been
/// applied, and its work changed again by others.
pub(super) fn outcome(after_lost_answer: bool) -> Outcome {
    if after_lost_answer {
        Outcome::Unknown
    } else {
        Outcome::NotApplied
    }
}

/// The error of a write that took place and whose returned item cannot be read.
pub(super) fn unreadable<K: Key>(
    error: DecodeError,
    key: &K,
    operation: &'static str,
    table: &str,
) -> Error {
    super::key::unreadable(key, error)
        .during(operation, table)
        .with_outcome(Outcome::Applied)
}

/// The error of a write that took place and did not return the item it was asked for.
pub(super) fn nothing_returned(operation: &'static str, table: &str) -> Error {
    Error::new(ErrorKind::Service {
        code: "NoAttributes".to_owned(),
        message: "the answer holds no item although one was asked for".to_owned(),
        status: 200,
    })
    .during(operation, table)
    .with_outcome(Outcome::Applied)
}
