//! Sends a write: by itself, or with the guards of unique fields.

use super::alone::alone;
use super::applied::{Applied, Before, ReturnedItem};
use super::planned::Planned;
use super::refusal::{Refusal, outcome};
use crate::Error;
use crate::error::Outcome;
use crate::item::StoredItem;
use crate::ops::unique;
use crate::request::Returned;

/// Sends a write. What is returned of the item is known afterwards; with guards, both what it was and
/// what it is.
pub(in crate::ops) async fn send(planned: Planned, returned: Returned) -> Result<Applied, Error> {
    if planned.touch().is_none() {
        return alone(planned, None, returned)
            .await
            .map_err(Refusal::into_error);
    }
    let mut after_lost_response = false;
    if let Some(same) = planned.same_values() {
        // Most writes of whole items leave the values of unique fields as they are.
        match alone(planned.clone(), Some(same.clone()), returned).await {
            Err(Refusal::Condition(failed)) if failed.is_due_to(same) => {
                after_lost_response = failed.after_lost_response;
            }
            sent => return sent.map_err(Refusal::into_error),
        }
    }
    let (subject, table) = (planned.subject.clone(), planned.table().clone());
    let change = match unique::commit_one(planned).await {
        Ok(change) => change,
        Err(error) if error.outcome() == Outcome::NotApplied => {
            return Err(error.with_outcome(outcome(after_lost_response)));
        }
        Err(error) => return Err(error),
    };
    let item = |attributes| ReturnedItem::Stored(StoredItem::new(attributes));
    let before = change
        .before
        .map_or(Before::Absent, |it| Before::Item(item(it)));
    let applied = Applied::new(subject, unique::OPERATION, table);
    Ok(applied.before(before).after(change.after.map(item)))
}
