//! Sends a write: by itself, or with the guards of unique fields.

mod alone;
mod null;

use super::plan::applied::{Applied, Before, ReturnedItem};
use super::plan::planned::Planned;
use super::plan::refusal::Refusal;
use super::{item, unique};
use crate::Error;
use crate::error::{Outcome, conflict};
use crate::item::StoredItem;
use crate::request::{Backoff, Returned};
use alone::alone;

/// Sends a write. The requested state of the item is known afterwards; with guards, both its states
/// before and after.
pub(crate) async fn planned(planned: Planned, returned: Returned) -> Result<Applied, Error> {
    if planned.depends_on_null() {
        // In a box, so that other writes do not grow with it.
        return Box::pin(null::send(planned, returned)).await;
    }
    once(planned, returned).await
}

pub(super) async fn once(planned: Planned, returned: Returned) -> Result<Applied, Error> {
    if planned.guard_effect().is_none() && !planned.depends_on_item() {
        let sent = alone(planned, None, returned).await;
        return sent.map_err(Refusal::into_error);
    }
    let mut after_lost_response = false;
    // In a box, as what follows is: most writes need neither, and would grow with them.
    let sent = Box::pin(adapted(planned, returned, &mut after_lost_response)).await;
    sent.map_err(|error| error.unless_lost(after_lost_response))
}

/// Sends a write that depends on the stored item: it is made again whenever the item turns out to
/// be different.
async fn adapted(
    mut planned: Planned,
    returned: Returned,
    after_lost_response: &mut bool,
) -> Result<Applied, Error> {
    if planned.needs_item() {
        planned = read(&planned).await?;
    }
    let mut backoff = Backoff::of(planned.client());
    // Most writes of whole items leave the values of unique fields as they are.
    while planned.guard_effect().is_none() || planned.same_values().is_some() {
        let same = planned.same_values().cloned();
        let failed = match alone(planned.clone(), same.clone(), returned).await {
            Err(Refusal::Condition(failed)) => failed,
            sent => return sent.map_err(Refusal::into_error),
        };
        let lost = failed.after_lost_response;
        let stored = failed.item.as_ref().map(StoredItem::attributes);
        if same.is_some_and(|same| failed.is_due_to(&same)) {
            *after_lost_response |= lost;
            break;
        }
        if !planned.is_contradicted_by(stored) {
            return Err(Refusal::Condition(failed).into_error());
        }
        if !backoff.pause().await {
            // Of what the write relies on, not of a condition that was given.
            let error = Refusal::Condition(failed).into_error();
            return Err(error.with_kind(conflict()));
        }
        *after_lost_response |= lost;
        planned = planned.over(stored)?;
    }
    with_guards(planned, returned).await
}

/// Returns the same write, made from the stored item.
async fn read(planned: &Planned) -> Result<Planned, Error> {
    let (client, key) = (planned.client(), planned.key_attributes());
    let stored = item::stored(client, planned.table(), key).await?;
    planned.over(stored.as_ref())
}

async fn with_guards(planned: Planned, returned: Returned) -> Result<Applied, Error> {
    let (subject, table) = (planned.subject.clone(), planned.table().clone());
    let client = planned.client().clone();
    let mut change = unique::commit_one(planned).await?;
    if returned == Returned::New && change.after.is_some() && !change.is_exact() {
        let key = subject.key().attributes(subject.model.table);
        let read = item::stored(&client, &table, key).await;
        let took_place = |error: Error| error.with_outcome(Outcome::Applied);
        change.after = read.map_err(took_place)?.or(change.after);
    }
    let item = |attributes| ReturnedItem::Stored(StoredItem::new(attributes));
    let before = change
        .before
        .map_or(Before::Absent, |it| Before::Item(item(it)));
    let applied = Applied::new(subject, unique::OPERATION, table);
    Ok(applied.before(before).after(change.after.map(item)))
}
