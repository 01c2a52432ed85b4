//! Updates of one item by its stored key.

use std::sync::Arc;

use super::{exists, plan};
use crate::engine_support::{Changes, Condition, accepted};
use crate::expr::is_same_or_absent;
use crate::item::{Attributes, StoredItem};
use crate::model::ModelDescriptor;
use crate::request::Returned;
use crate::write::plan::{Planned, PlannedAction, Preconditions, Verb};
use crate::write::{item, send};
use crate::{Client, Error};

/// Changes the item with the key of this one, if it is there and a condition holds. Returns it as
/// it is then. If the model has unique fields and others write the item at the same time, undeclared
/// attributes that the update leaves alone are as they were just before.
///
/// If an attribute that the model declares is changed, its version is incremented, so that entities
/// read before are stale, unless the changes set a version. One that they set only if
/// it is absent starts at 1. Otherwise nothing else is changed, and never the time of the last
/// write. Field rules do not apply. If the model has unique fields, their guards follow the item.
///
/// # Errors
/// [`ConditionFailed`](crate::ErrorKind::ConditionFailed) with the item as it is,
/// [`NotFound`](crate::ErrorKind::NotFound) if it is not there,
/// [`Encode`](crate::ErrorKind::Encode) for changes that DynamoDB rejects, and those of the request.
/// After a lost response the condition may not hold because the write itself was applied:
/// [`outcome`](Error::outcome) is then `Unknown`. Changes that cannot be repeated, such as adding,
/// are not retried after one.
pub async fn update(
    client: &Client,
    model: &'static ModelDescriptor,
    item: &StoredItem,
    changes: Changes,
    condition: Condition,
) -> Result<StoredItem, Error> {
    let changes = accepted::changes(model, changes)?;
    let declared = model.attributes.iter().copied();
    let names: Vec<_> = changes.roots().chain(declared).collect();
    let planned = planned((client, model), item, changes, condition)?;
    let (table, key) = (Arc::clone(planned.table()), planned.key_attributes());
    let has_guards = planned.guard_effect().is_some();
    let updated = send::planned(planned, Returned::New).await?.into_stored()?;
    if !has_guards {
        return Ok(updated);
    }
    // A transaction returns no item, and did not depend on undeclared attributes.
    // In a box, so that updates without guards do not grow with it.
    let stored = Box::pin(item::stored(client, &table, key)).await;
    let stored = stored.ok().flatten();
    Ok(match stored.filter(|now| is_same(&names, now, &updated)) {
        Some(now) => StoredItem::new(now),
        None => updated,
    })
}

/// Changes an item as [`update`] does, and does not ask for it: for the many items of a table, reading each
/// response is a cost.
///
/// # Errors
/// Those of [`update`].
pub async fn change(
    client: &Client,
    model: &'static ModelDescriptor,
    item: &StoredItem,
    changes: Changes,
    condition: Condition,
) -> Result<(), Error> {
    let changes = accepted::changes(model, changes)?;
    let planned = planned((client, model), item, changes, condition)?;
    send::planned(planned, Returned::Nothing).await?;
    Ok(())
}

fn planned(
    on: (&Client, &'static ModelDescriptor),
    item: &StoredItem,
    changes: Changes,
    condition: Condition,
) -> Result<Planned, Error> {
    let (_, model) = on;
    let key = accepted::key(model, item)?;
    let incremented = incremented_version(model, &changes);
    let copies_version = incremented.is_some_and(|version| changes.copies(version));
    let is_repeatable = changes.is_repeatable() && !copies_version;
    let (changes, preconditions) = match incremented {
        Some(version) => (changes.count(version), Preconditions::of_increment(model)),
        None => (changes, Preconditions::none()),
    };
    let parents = changes.parents();
    let changes = changes.into_actions()?;
    let action = PlannedAction::Update { key, changes };
    let mut conditions = vec![exists(model), condition];
    conditions.extend(preconditions.can_increment());
    let condition = Condition::all(conditions);
    let planned = plan(on, Verb::Update, action, preconditions, condition)?;
    Ok(planned
        .repeatable(is_repeatable)
        .changing(parents, Vec::new()))
}

/// Returns the version that an update increments: that of the model, if another declared attribute
/// is changed. Incrementing it twice does no harm, since a version only has to be another one.
fn incremented_version(model: &ModelDescriptor, changes: &Changes) -> Option<&'static str> {
    let version = model.version?;
    let mut others = model.attributes.iter().filter(|name| **name != version);
    let is_due = others.any(|name| changes.changes(name)) && !changes.certainly_changes(version);
    is_due.then_some(version)
}

/// Returns `true` if these attributes of two items are the same.
fn is_same(names: &[&'static str], now: &Attributes, updated: &StoredItem) -> bool {
    let updated = updated.attributes();
    let mut names = names.iter();
    names.all(|name| is_same_or_absent(now.get(*name), updated.get(*name)))
}
