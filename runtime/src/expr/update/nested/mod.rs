//! Overwriting of a stored item by an entity, keeping undeclared attributes.
//!
//! A nested type is written attribute by attribute, `SET profile.bio = :b REMOVE profile.links`,
//! which keeps attributes that a newer program has stored beside them. DynamoDB does not create the
//! parents of a nested attribute, so an absent value is set as a whole instead. Which of the two
//! applies depends on the stored item. The write assumes that everything the entity has is stored,
//! and makes this assumption a condition: if it fails, the write is computed again from the item
//! that the rejection returns.
//!
//! List elements and map entries have no stable paths, so lists and maps are set as a whole.

mod attribute_write;
mod limits;
mod merged;
#[cfg(test)]
mod tests;

use super::{Action, UpdateExpression};
use crate::expr::condition::{Conjunction, Node};
use crate::item::Attributes;
use crate::model::{ModelDescriptor, shape_of};
use crate::path::DocumentPath;
use attribute_write::{AttributeWrite, KnownValue};

/// The changes that write an entity, with their premises.
pub(crate) struct Overwrite {
    actions: Vec<Action>,
    premises: Premises,
}

/// The conditions on the stored item that changes rely on.
#[derive(Clone)]
pub(crate) struct Premises(Conjunction);

/// An update by nested paths is longer than DynamoDB accepts, so the stored item must be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NeedsItem;

impl Overwrite {
    /// Sets the attributes of a model outside its key that `ours` has, and removes the others.
    ///
    /// `stored` is the current item, empty if there is none; `None` if it is not known.
    pub(crate) fn of(
        model: &ModelDescriptor,
        ours: &Attributes,
        stored: Option<&Attributes>,
    ) -> Result<Self, NeedsItem> {
        let mut all = AttributeWrite::default();
        let mut plans = Vec::with_capacity(model.nested.len());
        for name in model.beside_key() {
            match shape_of(model.nested, name) {
                Some(shape) => {
                    let known = stored.map_or(KnownValue::Assumed, |item| {
                        KnownValue::Stored(item.get(name))
                    });
                    plans.push((
                        name,
                        shape,
                        AttributeWrite::of(name, ours.get(name), shape, known),
                    ));
                }
                None => all.write_plain(DocumentPath::attribute(name), ours.get(name)),
            }
        }
        while let Some((name, shape, plan)) = limits::longest(&all, &mut plans, model.phased) {
            let item = stored.ok_or(NeedsItem)?;
            *plan = AttributeWrite::of_whole(name, ours.get(*name), *shape, item.get(*name));
        }
        for (_, _, plan) in plans {
            all.actions.extend(plan.actions);
            all.premises.extend(plan.premises);
        }
        Ok(Self {
            actions: all.actions,
            premises: Premises(all.premises.into()),
        })
    }

    /// Returns the update and its premises.
    pub(crate) fn into_parts<M>(self) -> (UpdateExpression<M>, Premises) {
        let changes = UpdateExpression {
            actions: self.actions,
            ..UpdateExpression::new()
        };
        (changes, self.premises)
    }
}

impl Premises {
    /// Returns the premises as a condition; `None` if there are none.
    pub(crate) fn node(&self) -> Option<Node> {
        self.0.node()
    }

    /// Returns `true` if an item, empty if there is none, contradicts the premises. The changes
    /// must then be computed again from this item.
    pub(crate) fn are_contradicted_by(&self, item: &Attributes) -> bool {
        !self.0.holds(item)
    }
}
