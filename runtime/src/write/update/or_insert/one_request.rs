//! One `UpdateItem` that updates an item or inserts it.

use super::super::super::item;
use super::super::super::plan::{Planned, State};
use super::super::Update;
use super::NewItem;
use crate::Error;
use crate::expr::{Differs, NewAttribute, is_same};
use crate::item::{Attributes, StoredItem};
use crate::model::Model;

/// Returns the write; or the attribute because of which one request cannot do both.
pub(super) fn plan<M: Model, R>(
    mut update: Update<M, R>,
    new: &NewItem,
) -> Result<Result<Planned, Differs>, Error> {
    let new = new.item.attributes();
    let attributes = inserted::<M>(new)?;
    // What is inserted would count as a change of an item that exists.
    if update.changes.is_empty()
        && let Some(name) = set_by_writes::<M>().next()
    {
        return Ok(Err(Differs(name)));
    }
    // It reads the item, in a request of its own.
    if update.or_create
        && let Some(parent) = update.changes.parents().first()
    {
        return Ok(Err(Differs(parent.root)));
    }
    match std::mem::take(&mut update.changes).or_inserting(&attributes, new) {
        Ok(changes) => {
            update.changes = changes;
            update.plan_over(State::LiveOrAbsent).map(Ok)
        }
        Err(differs) => Ok(Err(differs)),
    }
}

/// Returns the attributes that are inserted: all but those of the key, and those that every write
/// sets.
fn inserted<M: Model>(new: &Attributes) -> Result<Vec<NewAttribute>, Error> {
    let model = M::DESCRIPTOR;
    let meant = of_absence::<M>(new)?;
    let is_inserted = |name: &&str| !set_by_writes::<M>().any(|set| set == *name);
    let attributes = model.beside_key().filter(is_inserted);
    Ok(attributes
        .filter_map(|name| {
            let value = new.get(name)?;
            Some(NewAttribute {
                name,
                value: value.clone(),
                is_in_all: !model.may_be_absent.contains(&name),
                is_as_absent: meant.get(name).is_some_and(|meant| is_same(meant, value)),
            })
        })
        .collect())
}

/// Returns the attributes that every write sets.
fn set_by_writes<M: Model>() -> impl Iterator<Item = &'static str> {
    let model = M::DESCRIPTOR;
    let updated = model.updated.map(|it| it.attribute);
    [updated, model.version, model.write_id]
        .into_iter()
        .flatten()
}

/// Returns the item without the attributes that may be absent, as it is when it is read and stored
/// again: absent attributes have the values that they mean.
fn of_absence<M: Model>(new: &Attributes) -> Result<Attributes, Error> {
    let may_be_absent = M::DESCRIPTOR.may_be_absent;
    if !may_be_absent.iter().any(|name| new.contains_key(*name)) {
        return Ok(Attributes::new());
    }
    let mut without = new.clone();
    without.retain(|name, _| !may_be_absent.contains(&name.as_str()));
    let read: M = StoredItem::new(without).decode()?;
    item::attributes(&read)
}
