//! Writes of one item by its stored key: planned, retried and judged like those of repositories.

use std::sync::Arc;

use super::{Attribute, Changes, Condition};
use crate::item::StoredItem;
use crate::model::ModelDescriptor;
use crate::repository::key;
use crate::request::Returned;
use crate::write::plan::{Planned, PlannedAction, Preconditions, Verb};
use crate::write::send;
use crate::{Client, Error};

/// Changes the item with the key of this one, if it is there and a condition holds. Returns it as
/// it is then. Nothing else is changed: neither its version, nor the time of its last write. Rules
/// of fields do not apply. If the model has unique fields, their guards follow the item.
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
    let is_repeatable = changes.is_repeatable();
    let changes = changes.into_actions()?;
    let action = PlannedAction::Update { key, changes };
    let planned = plan(client, model, Verb::Update, action, condition)?;
    let planned = planned.repeatable(is_repeatable);
    let applied = send::planned(planned, Returned::New).await?;
    applied.into_stored()
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
    let planned = plan(client, model, Verb::Purge, action, condition)?;
    send::planned(planned, Returned::Nothing).await?;
    Ok(())
}

fn plan(
    client: &Client,
    model: &'static ModelDescriptor,
    verb: Verb,
    action: PlannedAction,
    condition: Condition,
) -> Result<Planned, Error> {
    let table: Arc<str> = client.table_name(model.table.name).into();
    let exists = Attribute::named(model.table.partition.name).exists();
    let condition = Some(exists.and(condition).into_node()?);
    let preconditions = Preconditions::none();
    Planned::of_model(
        (client, table),
        model,
        verb,
        action,
        preconditions,
        condition,
    )
}
