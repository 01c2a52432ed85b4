//! Sends a write by itself: a `PutItem`, `UpdateItem` or `DeleteItem`.

use super::super::plan::applied::{Applied, Before, ReturnedItem};
use super::super::plan::planned::{Planned, Ready};
use super::super::plan::refusal::{FailedCondition, Refusal, of_cause};
use crate::expr::Node;
use crate::item::StoredItem;
use crate::request::{self, Refused, Returned, Written};

/// Sends a write, on this additional condition.
pub(super) async fn alone(
    planned: Planned,
    besides: Option<Node>,
    returned: Returned,
) -> Result<Applied, Refusal> {
    // If no version and no token identifies the work of an earlier attempt, the old item is
    // requested to recognize it.
    let is_asked = returned == Returned::Old
        && !planned.subject.preconditions.is_versioned()
        && !planned.proof.is_certain();
    let action = is_asked.then(|| planned.action().clone());
    let Ready {
        client,
        write,
        subject,
        proof,
        is_repeatable,
    } = planned.into_request(besides).map_err(Refusal::Failed)?;
    let (operation, table) = (write.action.operation(), write.table.clone());
    match request::write(&client, write, returned, is_repeatable).await {
        Ok(written) => {
            let model = subject.model;
            let applied = Applied::new(subject, operation, table);
            match returned {
                Returned::Nothing => Ok(applied),
                Returned::New => Ok(applied.after(written.item.map(ReturnedItem::Raw))),
                Returned::Old => {
                    let before = before(written, |old| {
                        let action = action.as_ref();
                        proof.is_shown_by(old.attributes())
                            || action.is_some_and(|it| it.may_have_made(model, old))
                    });
                    Ok(applied.before(before))
                }
            }
        }
        Err(Refused::Condition {
            item: Some(item),
            after_lost_response: true,
            ..
        }) if proof.is_shown_by(item.attributes()) => {
            // An earlier attempt was applied: the item is its result.
            let applied = Applied::new(subject, operation, table);
            let applied = applied.after(Some(ReturnedItem::Stored(item)));
            Ok(match returned {
                Returned::Old => applied.before(Before::Lost),
                Returned::New | Returned::Nothing => applied,
            })
        }
        Err(Refused::Condition {
            item,
            after_lost_response,
            request_id,
        }) => Err(Refusal::Condition(Box::new(FailedCondition {
            subject,
            operation,
            table,
            item,
            after_lost_response,
            request_id,
        }))),
        Err(Refused::Invalid(invalid, error)) => {
            let refused = of_cause(&subject, subject.invalid_write(invalid), None);
            Err(Refusal::Failed(
                refused
                    .during(operation, &table)
                    .with_request_id(error.request_id())
                    .with_outcome(error.outcome()),
            ))
        }
        Err(Refused::Failed(error)) => Err(Refusal::Failed(error)),
    }
}

/// Returns the old item of a response. After a lost response it may be the work of an earlier
/// attempt, or have been lost with it.
fn before(written: Written, is_own: impl FnOnce(&StoredItem) -> bool) -> Before {
    let after_lost_response = written.after_lost_response;
    match written.item.map(ReturnedItem::Raw) {
        Some(item) if after_lost_response => match item.stored() {
            Ok(old) if !is_own(&old) => Before::Item(ReturnedItem::Stored(old)),
            _ => Before::Lost,
        },
        Some(item) => Before::Item(item),
        None if after_lost_response => Before::Lost,
        None => Before::Absent,
    }
}
