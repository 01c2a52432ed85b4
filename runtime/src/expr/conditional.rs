//! Conditions that operations put together.

use crate::expr::{Condition, KeyField};
use crate::model::Model;
use crate::path::Path;

/// The condition that the item is there.
pub(crate) fn exists<M: Model>() -> Condition<M> {
    Path::<M, String, KeyField>::attribute(M::DESCRIPTOR.table.partition.name).exists()
}

/// The condition that there is no item.
pub(crate) fn absent<M: Model>() -> Condition<M> {
    Path::<M, String, KeyField>::attribute(M::DESCRIPTOR.table.partition.name).not_exists()
}

/// Both conditions, as far as they are given.
pub(crate) fn both<M>(
    first: Option<Condition<M>>,
    second: Option<Condition<M>>,
) -> Option<Condition<M>> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.and(second)),
        (first, second) => first.or(second),
    }
}
