//! Errors, as the model names them.

use dynamite::{CancellationCause, Error, ErrorKind};

use crate::answer::{Failure, FailureKind, Refusal};
use crate::value::item_from_sdk;

pub(super) fn of(error: Error) -> Failure {
    let outcome = error.outcome();
    let item = error.item().map(|item| item_from_sdk(item.attributes()));
    let text = error.to_string();
    let is_retryable = error.is_retryable();
    let kind = match error.into_kind() {
        ErrorKind::TransactionCanceled { writes } if !is_retryable => {
            let writes = writes.iter();
            FailureKind::Canceled(writes.map(|it| (it.position, cause(&it.cause))).collect())
        }
        ErrorKind::PartlyDone { first, .. } if first.is_retryable() => FailureKind::Transient,
        ErrorKind::PartlyDone {
            changed, failed, ..
        } => FailureKind::Partly { changed, failed },
        _ if is_retryable => FailureKind::Transient,
        kind => refusal(&kind).map_or(FailureKind::Other, FailureKind::Refused),
    };
    Failure {
        kind,
        outcome,
        item,
        text,
    }
}

fn refusal(kind: &ErrorKind) -> Option<Refusal> {
    Some(match kind {
        ErrorKind::NotFound { deleted, .. } => Refusal::NotFound { deleted: *deleted },
        ErrorKind::AlreadyExists { deleted, .. } => Refusal::AlreadyExists { deleted: *deleted },
        ErrorKind::VersionConflict { .. } => Refusal::VersionConflict,
        ErrorKind::NotDeleted { .. } => Refusal::NotDeleted,
        ErrorKind::UniqueConflict { .. } => Refusal::UniqueConflict,
        ErrorKind::ConditionFailed { .. } => Refusal::ConditionFailed,
        ErrorKind::MissingParent { .. } => Refusal::MissingParent,
        ErrorKind::Invalid { .. } => Refusal::Invalid,
        ErrorKind::Encode { .. } => Refusal::Encode,
        ErrorKind::Expression(_) => Refusal::Expression,
        ErrorKind::DuplicateKey { .. } => Refusal::DuplicateKey,
        ErrorKind::WouldScan { .. } => Refusal::WouldScan,
        ErrorKind::AccessPath(_) => Refusal::AccessPath,
        ErrorKind::MissingSource { .. } => Refusal::MissingSource,
        _ => return None,
    })
}

fn cause(cause: &CancellationCause) -> Option<Refusal> {
    Some(match cause {
        CancellationCause::AlreadyExists { deleted } => {
            Refusal::AlreadyExists { deleted: *deleted }
        }
        CancellationCause::NotFound => Refusal::NotFound { deleted: false },
        CancellationCause::Deleted => Refusal::NotFound { deleted: true },
        CancellationCause::NotDeleted => Refusal::NotDeleted,
        CancellationCause::VersionConflict { .. } => Refusal::VersionConflict,
        CancellationCause::UniqueConflict { .. } => Refusal::UniqueConflict,
        CancellationCause::ConditionFailed => Refusal::ConditionFailed,
        CancellationCause::MissingParent { .. } => Refusal::MissingParent,
        CancellationCause::Invalid(_) => Refusal::Invalid,
        CancellationCause::MissingSource { .. } => Refusal::MissingSource,
        _ => return None,
    })
}
