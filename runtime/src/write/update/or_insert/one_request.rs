//! One `UpdateItem` that updates an item or inserts it.

use super::super::super::item;
use super::super::super::plan::{Planned, State};
use super::super::{Update, parents};
use super::NewItem;
use crate::Error;
use crate::expr::{MayLack, NewAttribute, is_same};
use crate::item::{Attributes, StoredItem};
use crate::model::Model;

/// The reason why it takes two requests.
#[derive(Debug)]
pub(super) enum TwoRequests {
    /// An item that exists may lack this attribute, and would get that of the new item.
    Attribute(&'static str),
    /// There are no changes, and what is inserted would count as one of an item that exists.
    NoChanges,
    /// `or_create` reads the item.
    Parents,
}

impl TwoRequests {
    /// Returns the error of a transaction, in which there is one write for an item.
    pub(super) fn in_transaction<M: Model>(&self, key: &str) -> Error {
        let what = format!("`or_insert` of {} {key}", M::DESCRIPTOR.name);
        Error::configuration(match self {
            Self::Attribute(name) if M::DESCRIPTOR.flattened.contains(name) => format!(
                "{what} is one write in a transaction, which cannot tell an item that exists and lacks \
                 `{name}` from one that it inserts: set the union with that attribute in the update, by \
                 `set_flattened`; or send the update by itself"
            ),
            Self::Attribute(name) => format!(
                "{what} is one write in a transaction, which cannot tell an item that exists and lacks \
                 `{name}` from one that it inserts: leave it out of the new item, or give it what its \
                 absence means, and set it in the update by `set` or `set_if_absent`; or send the \
                 update by itself"
            ),
            Self::NoChanges => format!(
                "{what} without changes would count as a change of an item that exists in a \
                 transaction: leave it out if it has no changes, or send it by itself"
            ),
            Self::Parents => return parents::not_in_transaction(),
        })
    }
}

/// Returns the write, or the reason why it takes two requests.
pub(super) fn plan<M: Model, R>(
    mut update: Update<M, R>,
    new: &NewItem,
) -> Result<Result<Planned, TwoRequests>, Error> {
    if update.changes.is_empty() && set_by_writes::<M>().next().is_some() {
        return Ok(Err(TwoRequests::NoChanges));
    }
    if update.or_create && !update.changes.parents().is_empty() {
        return Ok(Err(TwoRequests::Parents));
    }
    let new = new.item.attributes();
    let attributes = inserted::<M>(new)?;
    match std::mem::take(&mut update.changes).or_inserting(&attributes, new) {
        Ok(changes) => {
            update.changes = changes;
            update.plan_over(State::LiveOrAbsent).map(Ok)
        }
        Err(MayLack(name)) => Ok(Err(TwoRequests::Attribute(name))),
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

/// Returns the values that absent attributes have, as they would be stored. They are known by reading
/// the item without them. A flattened union could not be read without its attributes, which stay.
fn of_absence<M: Model>(new: &Attributes) -> Result<Attributes, Error> {
    let model = M::DESCRIPTOR;
    if !new.keys().any(|name| model.absence_has_meaning(name)) {
        return Ok(Attributes::new());
    }
    let mut without = new.clone();
    without.retain(|name, _| !model.absence_has_meaning(name));
    let read: M = StoredItem::new(without).decode()?;
    let mut meant = item::attributes(&read)?;
    meant.retain(|name, _| model.absence_has_meaning(name));
    Ok(meant)
}
