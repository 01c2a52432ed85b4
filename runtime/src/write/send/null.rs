//! Sends a write that adds to a value, or copies one. A value stored as `NULL` counts as absent.

use super::super::item;
use super::super::plan::applied::Applied;
use super::super::plan::planned::Planned;
use super::once;
use crate::Error;
use crate::error::{ErrorKind, Outcome};
use crate::expr::{AddedTo, is_null};
use crate::item::StoredItem;
use crate::path::DocumentPath;
use crate::request::{Backoff, Returned};

/// Sends a write that adds to a value, or copies one. If it is refused because of the value, the item
/// is read, and what would be added to `NULL` or copied from it is set.
pub(super) async fn send(planned: Planned, returned: Returned) -> Result<Applied, Error> {
    let mut refused = match once(planned.clone(), returned).await {
        Err(error) if may_be_of_null(&planned, &error) => error,
        sent => return sent,
    };
    let mut backoff = Backoff::of(planned.client());
    let mut may_be_done = false;
    loop {
        let (client, key) = (planned.client(), planned.key_attributes());
        let Ok(stored) = item::stored(client, planned.table(), key).await else {
            // The item was read only to add detail to the refusal.
            return Err(refused.unless_lost(may_be_done));
        };
        let stored = stored.unwrap_or_default();
        let over_null = planned.over_null(&stored);
        let (attempt, nulls) = over_null.map_err(|error| error.unless_lost(may_be_done))?;
        let mistyped = planned.subject.mistyped(&stored);
        if !mistyped.is_empty() {
            return Err(named(refused, &mistyped).unless_lost(may_be_done));
        }
        if planned.subject.lacks_copied(&stored) {
            return Err(refused.unless_lost(may_be_done));
        }
        match once(attempt, returned).await {
            Err(error) if is_outdated(&planned, &error, &nulls) && backoff.pause().await => {
                may_be_done |= error.outcome() == Outcome::Unknown;
                refused = error;
            }
            sent => return sent.map_err(|error| error.unless_lost(may_be_done)),
        }
    }
}

/// Returns `true` if a write was refused because the item has changed since it was read. If the
/// change may be its own work, whose response was lost, it is retried only if it is repeatable.
fn is_outdated(planned: &Planned, error: &Error, nulls: &[DocumentPath]) -> bool {
    let item = error.item().map(StoredItem::attributes);
    let still = item.is_none_or(|item| nulls.iter().all(|path| is_null(item, path)));
    let may_be_done_again = error.outcome() == Outcome::NotApplied || planned.is_repeatable;
    may_be_done_again && (is_of_value(planned, error) || !still)
}

/// Returns `true` if a write was refused, perhaps because of a `NULL` that it adds to or copies.
fn may_be_of_null(planned: &Planned, error: &Error) -> bool {
    is_of_value(planned, error) && error.outcome() == Outcome::NotApplied
}

/// Returns `true` if a write was refused because of a value that it adds to or copies.
fn is_of_value(planned: &Planned, error: &Error) -> bool {
    let may_copy_null = planned.subject.may_copy_null();
    error.is_other_type() || (may_copy_null && error.is_missing_source())
}

/// Returns the same refusal, which names the values of another type.
fn named(refused: Error, mistyped: &[&AddedTo]) -> Error {
    match refused.kind() {
        ErrorKind::OtherType { model, key, .. } => {
            let kind = ErrorKind::OtherType {
                model,
                key: key.clone(),
                paths: mistyped.iter().map(|it| it.path.to_string()).collect(),
            };
            refused.with_kind(kind)
        }
        _ => refused,
    }
}
