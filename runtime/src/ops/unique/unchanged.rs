//! Writes of whole items that leave the values of unique fields as they are, as most do: such a
//! write needs no guards.

use crate::Error;
use crate::error::Outcome;
use crate::expr::{Condition, DocumentPath};
use crate::model::Model;
use crate::request::Attributes;

/// The condition that what guards depend on is stored as it is in this item.
pub(in crate::ops) fn same_values<M: Model>(item: &Attributes) -> Condition<M> {
    let of_item = |name: &'static str| {
        let path = DocumentPath::attribute(name);
        match item.get(name) {
            Some(value) => Condition::holds(path, value.clone()),
            None => Condition::absent(path),
        }
    };
    Condition::all(M::DESCRIPTOR.guarded_attributes().map(of_item))
}

/// Whether an error may be due to that condition.
pub(in crate::ops) fn may_change(error: &Error) -> bool {
    error.is_condition_failed() && error.outcome() == Outcome::NotApplied
}
