//! Writing an entity over its stored item without losing what the model does not know of it.
//!
//! A nested type is written attribute by attribute, `SET profile.bio = :b REMOVE profile.links`,
//! which leaves alone what a newer program has stored beside them. DynamoDB makes nothing on the
//! way to a nested attribute, so a value that is absent is set as a whole instead. Which of the
//! two it is to be depends on what is stored. It is assumed that everything the entity has is
//! there, and what was assumed is a condition of the write: if it fails, the write is worked out
//! again from the item that the refusal returns.
//!
//! The elements of lists and the entries of maps have no paths that stay theirs: these are set as
//! a whole.

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

/// The changes that write an entity, and what they rely on.
pub(crate) struct Overwrite {
    actions: Vec<Action>,
    premises: Premises,
}

/// What changes rely on of the stored item.
#[derive(Clone)]
pub(crate) struct Premises(Conjunction);

/// That an update of one attribute at a time is longer than DynamoDB accepts, so that what is
/// stored has to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NeedsItem;

impl Overwrite {
    /// Sets the attributes of a model outside its key that `ours` has, and removes the others.
    ///
    /// `stored` is the item as it is, empty where there is none; `None` if that is not known.
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
        while let Some((name, shape, plan)) = limits::longest(&all, &mut plans) {
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

    /// What it does, and what it relies on.
    pub(crate) fn into_parts<M>(self) -> (UpdateExpression<M>, Premises) {
        let changes = UpdateExpression {
            actions: self.actions,
            ..UpdateExpression::new()
        };
        (changes, self.premises)
    }
}

impl Premises {
    /// As a condition; `None` if they are none.
    pub(crate) fn node(&self) -> Option<Node> {
        self.0.node()
    }

    /// Whether an item, empty where there is none, is something else. Then the changes have to be
    /// worked out again, from this item.
    pub(crate) fn are_contradicted_by(&self, item: &Attributes) -> bool {
        !self.0.holds(item)
    }
}
