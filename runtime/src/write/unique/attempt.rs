//! One attempt of a transaction with guards.

use futures_util::{StreamExt as _, TryStreamExt as _};

use dynamite_core::limits::MAX_TRANSACTION_ACTIONS;

use super::super::item;
use super::super::plan::{Planned, Subject};
use super::canceled::Canceled;
use super::expansion::{Expansion, ItemChange};
use super::known::Known;
use super::refusals::{Cancellation, interpret};
use crate::error::{CanceledWrite, ErrorKind, Outcome};
use crate::item::Attributes;
use crate::request::{self, CONCURRENCY};
use crate::transport::InvalidWrite;
use crate::{Client, Error};

/// Returns the writes with those of guards, made from the stored items.
pub(super) async fn expand(
    client: &Client,
    planned: &[Planned],
    known: &Known,
) -> Result<Expansion, Error> {
    let read = read(client, planned, known).await?;
    let expansion = Expansion::of(planned, read, known)?;
    check_size(planned, &expansion)?;
    Ok(expansion)
}

/// The result of an attempt.
pub(super) enum Attempted {
    Done(Vec<ItemChange>),
    /// The transaction was refused for good.
    Refused {
        writes: Vec<CanceledWrite>,
        error: Error,
    },
    /// Other writes interfered: it may succeed now.
    Conflicted {
        writes: Vec<CanceledWrite>,
        error: Error,
    },
}

pub(super) async fn attempt(
    client: &Client,
    planned: &[Planned],
    expansion: Expansion,
    (token, claim): (String, &str),
    known: &mut Known,
) -> Result<Attempted, Canceled> {
    let requests = expansion.requests(planned, known, claim);
    let (reasons, error) = match request::transact_write(client, requests, token).await {
        Ok(()) => return Ok(Attempted::Done(expansion.changes)),
        Err(request::Canceled::Failed(error)) => {
            let writes = invalid_writes(planned, &expansion, &error);
            if writes.is_empty() {
                return Err(Canceled::Failed(error));
            }
            return Ok(Attempted::Refused { writes, error });
        }
        Err(request::Canceled::Reasons { reasons, error }) => (reasons, error),
    };
    let is_unknown = error.outcome() == Outcome::Unknown;
    let interpreted = interpret(client, planned, &expansion, reasons, known).await;
    Ok(
        match interpreted.map_err(|failed| failed.unless_lost(is_unknown))? {
            Cancellation::Final(writes) => Attempted::Refused { writes, error },
            // It may have been applied, or may still be: under another token it would be applied
            // twice.
            Cancellation::Retryable(writes) if is_unknown => Attempted::Refused { writes, error },
            Cancellation::Retryable(writes) => Attempted::Conflicted { writes, error },
        },
    )
}

/// Returns the writes that do not fit their items, if DynamoDB Local refuses a transaction because
/// of them: it gives no reasons then.
fn invalid_writes(planned: &[Planned], expansion: &Expansion, error: &Error) -> Vec<CanceledWrite> {
    match invalid_write_of(error) {
        Some(InvalidWrite::MissingParent) => {
            let each = planned.iter().zip(&expansion.changes).enumerate();
            let lacking = each.filter(|(_, (write, change))| {
                let before = change.before.as_ref();
                let effect = write.guard_effect();
                effect.is_some_and(|effect| effect.lacks_parent(before))
            });
            lacking
                .map(|(position, (write, _))| {
                    write.subject.invalid(position, InvalidWrite::MissingParent)
                })
                .collect()
        }
        Some(invalid) => at_fault(invalid, planned.iter().map(|write| &write.subject)),
        None => Vec::new(),
    }
}

/// Returns the writes that can be at fault, as refused because of it, as far as the writes
/// themselves show that.
pub(super) fn at_fault<'s>(
    invalid: InvalidWrite,
    subjects: impl ExactSizeIterator<Item = &'s Subject>,
) -> Vec<CanceledWrite> {
    let is_alone = subjects.len() == 1;
    let each = subjects.enumerate();
    each.filter(|(_, subject)| match invalid {
        InvalidWrite::OtherType => subject.adds(),
        InvalidWrite::MissingSource => subject.copies(),
        InvalidWrite::ItemTooLarge => is_alone,
        InvalidWrite::MissingParent => false,
    })
    .map(|(position, subject)| subject.invalid(position, invalid))
    .collect()
}

pub(super) fn invalid_write_of(error: &Error) -> Option<InvalidWrite> {
    match error.kind() {
        ErrorKind::Service { message, .. } => InvalidWrite::of(message),
        _ => None,
    }
}

/// Reads the items that must be known.
async fn read(
    client: &Client,
    planned: &[Planned],
    known: &Known,
) -> Result<Vec<Option<Attributes>>, Error> {
    let reads = planned.iter().map(async |write: &Planned| {
        if !known.reads(write) {
            return Ok(None);
        }
        item::stored(client, write.table(), write.key_attributes()).await
    });
    let reads: Vec<_> = reads.collect();
    let reads = futures_util::stream::iter(reads).buffered(CONCURRENCY);
    reads.try_collect().await
}

fn check_size(planned: &[Planned], expansion: &Expansion) -> Result<(), Error> {
    if expansion.len() <= MAX_TRANSACTION_ACTIONS {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooManyWrites {
        operations: planned.len(),
        writes: expansion.len(),
        limit: MAX_TRANSACTION_ACTIONS,
    }))
}
