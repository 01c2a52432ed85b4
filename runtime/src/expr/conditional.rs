//! Conditions that operations add.

use crate::expr::{Condition, KeyField};
use crate::model::Model;
use crate::path::Path;

/// Returns the condition that the item exists.
pub(crate) fn exists<M: Model>() -> Condition<M> {
    Path::<M, String, KeyField>::attribute(M::DESCRIPTOR.table.partition.name).exists()
}

/// Returns the condition that the item does not exist.
pub(crate) fn absent<M: Model>() -> Condition<M> {
    Path::<M, String, KeyField>::attribute(M::DESCRIPTOR.table.partition.name).not_exists()
}

/// Joins the given conditions.
pub(crate) fn both<M>(
    first: Option<Condition<M>>,
    second: Option<Condition<M>>,
) -> Option<Condition<M>> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.and(second)),
        (first, second) => first.or(second),
    }
}
