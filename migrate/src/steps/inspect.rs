//! What a step would overwrite in an item that no run has changed yet, and if it could be taken back.
//!
//! There is no record of what items were before a run. A step can be taken back if its inverse follows
//! from the item alone: an attribute that programs with the former schema do not know, and that no item
//! had before, is removed.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::size_of_value;
use dynamite_schema::ir::{ModelId, Schema};
use dynamite_schema::migration::{StepKind, Target};

use super::declared::is_declared;
use super::place::{Attributes, Place};
use super::sets;
use crate::rewrite::{Inspection, Reject};

/// What is asked about a step.
#[derive(Clone, Debug)]
pub(super) enum Inspect {
    /// Sets or copies a value to where there is none.
    Filled {
        to: Place,
        /// `true` if programs with the former schema do not know the attribute.
        is_new: bool,
        value: Filling,
    },
    /// Lets an attribute have the value of another.
    Followed { from: Place, to: Place },
    /// Changes what programs with the former schema know.
    Changed(Place),
    /// Does nothing before the contract.
    Nothing,
}

/// What an attribute is filled with.
#[derive(Clone, Debug)]
pub(super) enum Filling {
    /// A constant of this size.
    Constant(usize),
    /// The value of another attribute.
    CopyOf(Place),
}

impl Filling {
    fn size(&self, item: &Attributes) -> usize {
        match self {
            Self::Constant(size) => *size,
            Self::CopyOf(from) => match from.stored(item) {
                Ok(Some(value)) => size_of_value(value),
                _ => 0,
            },
        }
    }
}

impl Inspect {
    pub(super) fn of(step: &StepKind, before: &Schema, model: ModelId, constant: usize) -> Self {
        let filled = |target: &Target, value| Self::Filled {
            to: Place::of(target),
            is_new: !is_declared(before, model, &target.attributes),
            value,
        };
        match step {
            StepKind::Add { target, .. } => filled(target, Filling::Constant(constant)),
            StepKind::Copy { from, to } => filled(to, Filling::CopyOf(Place::of(from))),
            StepKind::Rename { from, to } => Self::Followed {
                from: Place::of(from),
                to: Place::of(to),
            },
            StepKind::AddMembers { target, .. } | StepKind::RemoveMembers { target, .. } => {
                Self::Changed(Place::of(target))
            }
            StepKind::Drop(_) => Self::Nothing,
        }
    }

    /// Inspects an item. `is_due` says if the step has something to do with it.
    pub(super) fn item(&self, item: &Attributes, is_due: bool) -> Inspection {
        match self {
            Self::Filled { to, is_new, value } => Inspection {
                without_way_back: filled(to, *is_new, item, is_due),
                growth: if is_due {
                    to.name_size() + value.size(item)
                } else {
                    0
                },
                overwritten: None,
            },
            Self::Followed { from, to } => followed(from, to, item),
            Self::Changed(place) => Inspection {
                without_way_back: is_due.then(|| changed(place)),
                ..Inspection::default()
            },
            Self::Nothing => Inspection::default(),
        }
    }
}

/// Why an attribute that is filled cannot be taken back.
fn filled(to: &Place, is_new: bool, item: &Attributes, is_due: bool) -> Option<Reject> {
    let has_any = matches!(to.stored(item), Ok(Some(_)));
    match (is_new, has_any, is_due) {
        (true, true, true) => Some(to.reject("it has `NULL` there, which is replaced")),
        (true, true, false) => Some(to.reject("it has a value there already")),
        (false, _, true) => Some(changed(to)),
        _ => None,
    }
}

fn changed(place: &Place) -> Reject {
    place.reject("programs with the former schema write the same attribute")
}

fn followed(from: &Place, to: &Place, item: &Attributes) -> Inspection {
    let (Ok(old), Ok(new)) = (from.stored(item), to.stored(item)) else {
        // It is rejected by the step itself.
        return Inspection::default();
    };
    let overwritten = match (old, new) {
        (Some(old), Some(new)) if !sets::is_same(old, new) => {
            Some("it has another value there already")
        }
        (None, Some(_)) => Some("it has a value there, and none under the former name"),
        _ => None,
    };
    let growth = |value: &AttributeValue| to.name_size() + size_of_value(value);
    Inspection {
        overwritten: overwritten.map(|reason| to.reject(reason)),
        growth: old.filter(|_| new.is_none()).map_or(0, growth),
        without_way_back: overwritten.map(|reason| to.reject(reason)),
    }
}
