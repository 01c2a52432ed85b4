//! Conditions of writes.

use crate::Error;
use crate::expr::{Condition, ExpressionKind, Expressions, KeyField, Path};
use crate::model::Model;
use crate::request::Conditional;

/// The condition that the item is there.
pub(super) fn exists<M: Model>() -> Condition<M> {
    Path::<M, String, KeyField>::attribute(M::DESCRIPTOR.table.partition.name).exists()
}

/// The condition that there is no item.
pub(super) fn absent<M: Model>() -> Condition<M> {
    Path::<M, String, KeyField>::attribute(M::DESCRIPTOR.table.partition.name).not_exists()
}

/// Both conditions, as far as they are given.
pub(super) fn both<M>(
    first: Option<Condition<M>>,
    second: Option<Condition<M>>,
) -> Option<Condition<M>> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.and(second)),
        (first, second) => first.or(second),
    }
}

/// A condition, if there is one, as a request without other expressions has it.
pub(super) fn prepared<M>(condition: Option<Condition<M>>) -> Result<Conditional, Error> {
    beside(Expressions::new(), condition)
}

/// A condition, if there is one, as a request has it whose other expressions are rendered.
pub(super) fn beside<M>(
    mut expressions: Expressions,
    condition: Option<Condition<M>>,
) -> Result<Conditional, Error> {
    let condition = condition.map(|it| expressions.condition(ExpressionKind::Condition, it));
    Ok(Conditional {
        condition: condition.transpose()?,
        substitutions: expressions.finish()?,
    })
}
