//! Writes of one item by its stored key: planned, retried and interpreted like those of repositories.

use std::sync::Arc;

use super::{Attribute, Changes, Condition};
use crate::item::StoredItem;
use crate::model::ModelDescriptor;
use crate::repository::key;
use crate::request::Returned;
use crate::transport::NewItem;
use crate::write::plan::{Planned, PlannedAction, Preconditions, State, Verb};
use crate::write::{item, send};
use crate::{Client, Error, Outcome};

/// Stores a new item as it is, if there is none with its key. Field rules do not apply: what is
/// imported is checked before. If the model has unique fields, their values are claimed.
///
/// # Errors
/// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) with the stored item,
/// [`UniqueConflict`](crate::ErrorKind::UniqueConflict), and those of the request. After a lost
/// response the stored item may be the work of this write: [`outcome`](Error::outcome) is then
/// `Unknown`.
pub async fn create(
    client: &Client,
    model: &'static ModelDescriptor,
    item: &StoredItem,
) -> Result<(), Error> {
    let preconditions = Preconditions::of_model(model, State::New, None);
    let absent = Attribute::named(model.table.partition.name).is_absent();
    let planned = plan(
        (client, model),
        Verb::Create,
        put(item),
        preconditions,
        absent,
    )?;
    send::planned(planned, Returned::Nothing).await?;
    Ok(())
}

/// Replaces the item with the key of this one by this one as it is, if it is there and a condition
/// holds. The version is the one in the item. Field rules do not apply. If the model has unique
/// fields, their guards follow the item.
///
/// # Errors
/// Those of [`update`].
pub async fn replace(
    client: &Client,
    model: &'static ModelDescriptor,
    item: &StoredItem,
    condition: Condition,
) -> Result<(), Error> {
    let condition = exists(model).and(condition);
    let planned = plan(
        (client, model),
        Verb::Replace,
        put(item),
        Preconditions::none(),
        condition,
    )?;
    send::planned(planned, Returned::Nothing).await?;
    Ok(())
}

fn put(item: &StoredItem) -> PlannedAction {
    let item = NewItem::Attributes(item.attributes().clone());
    PlannedAction::Put { item }
}

/// Changes the item with the key of this one, if it is there and a condition holds. Returns it as
/// it is then.
///
/// If an attribute that the model declares is changed, its version is incremented, so that entities
/// read before are stale. Otherwise nothing else is changed, and never the time of the last write.
/// Field rules do not apply. If the model has unique fields, their guards follow the item.
///
/// # Errors
/// [`ConditionFailed`](crate::ErrorKind::ConditionFailed) with the item as it is,
/// [`NotFound`](crate::ErrorKind::NotFound) if it is not there, and those of the request. After a
/// lost response the condition may not hold because the write itself was applied:
/// [`outcome`](Error::outcome) is then `Unknown`. Changes that cannot be repeated, such as adding,
/// are not retried after one.
pub async fn update(
    client: &Client,
    model: &'static ModelDescriptor,
    item: &StoredItem,
    changes: Changes,
    condition: Condition,
) -> Result<StoredItem, Error> {
    let key = key::of_item(model, item.attributes());
    let (is_repeatable, parents) = (changes.is_repeatable(), changes.parents());
    let (changes, preconditions) = versioned(model, changes);
    let changes = changes.into_actions()?;
    let action = PlannedAction::Update { key, changes };
    let mut conditions = vec![exists(model), condition];
    conditions.extend(preconditions.can_increment());
    let condition = Condition::all(conditions);
    let planned = plan(
        (client, model),
        Verb::Update,
        action,
        preconditions,
        condition,
    )?;
    let planned = planned
        .repeatable(is_repeatable)
        .changing(parents, Vec::new());
    let (table, key) = (Arc::clone(planned.table()), planned.key_attributes());
    let has_guards = planned.guard_effect().is_some();
    let applied = send::planned(planned, Returned::New).await?;
    let updated = applied.into_stored()?;
    if !has_guards {
        return Ok(updated);
    }
    // A transaction returns no item. What it was made of says nothing of undeclared attributes.
    let stored = item::stored(client, &table, key).await;
    let stored = stored.map_err(|error| error.with_outcome(Outcome::Applied))?;
    Ok(stored.map_or(updated, StoredItem::new))
}

/// Increments the version if a declared attribute is changed. Incrementing it twice does no harm: a
/// version only has to be another one.
fn versioned(model: &ModelDescriptor, changes: Changes) -> (Changes, Preconditions) {
    let is_declared = model.attributes.iter().any(|name| changes.changes(name));
    match model.version {
        Some(version) if is_declared && !changes.changes(version) => {
            (changes.count(version), Preconditions::of_increment(model))
        }
        _ => (changes, Preconditions::none()),
    }
}

/// Deletes the item with the key of this one for good, if it is there and a condition holds.
///
/// # Errors
/// Those of [`update`].
pub async fn delete(
    client: &Client,
    model: &'static ModelDescriptor,
    item: &StoredItem,
    condition: Condition,
) -> Result<(), Error> {
    let key = key::of_item(model, item.attributes());
    let action = PlannedAction::Delete { key };
    let condition = exists(model).and(condition);
    let planned = plan(
        (client, model),
        Verb::Purge,
        action,
        Preconditions::none(),
        condition,
    )?;
    send::planned(planned, Returned::Nothing).await?;
    Ok(())
}

fn exists(model: &ModelDescriptor) -> Condition {
    Attribute::named(model.table.partition.name).exists()
}

fn plan(
    (client, model): (&Client, &'static ModelDescriptor),
    verb: Verb,
    action: PlannedAction,
    preconditions: Preconditions,
    condition: Condition,
) -> Result<Planned, Error> {
    let table = client.table_name(model.table.name).into();
    let condition = Some(condition.into_node()?);
    Planned::of_model(
        (client, table),
        model,
        verb,
        action,
        preconditions,
        condition,
    )
}
