//! Writes of one item by its stored key: planned, retried and interpreted like those of repositories.

mod update_item;

pub use update_item::{change, update};

use super::{Attribute, Condition, accepted};
use crate::item::StoredItem;
use crate::model::ModelDescriptor;
use crate::request::Returned;
use crate::transport::NewItem;
use crate::write::plan::{Planned, PlannedAction, Preconditions, State, Verb};
use crate::write::send;
use crate::{Client, Error};

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
    accepted::item(model, item)?;
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
    accepted::item(model, item)?;
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
    let key = accepted::key(model, item)?;
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
