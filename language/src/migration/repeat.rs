//! Whether a step may be made again on an item that it has changed.
//!
//! A run asks of an item as often as necessary if there is something to do. For a value that does not
//! depend on the field that it is written to, the item tells by itself: it has the value, or not. A value
//! that is computed from the field's own would change each time, unless the expression is known to
//! settle. Then only an attribute beside it can tell.

use super::target::Target;
use crate::expr::{Expression, ReadPath, ReadStep};
use crate::ir::Step;

/// The attribute of an item with the names of steps that are done: a set of strings. It is there while a
/// migration has steps of which the item does not tell by itself.
pub const MARKERS: &str = "dynamite_migrated";

/// Returns `true` if an item tells by itself that a field has the value of an expression.
pub(super) fn is_repeatable(expression: &Expression, target: &Target) -> bool {
    let normalize = target.field.rules.normalize.iter();
    let functions = normalize.map(|it| match it.step {
        Step::Trim => "trim",
        Step::Lowercase => "lower",
        Step::Uppercase => "upper",
        // No function of expressions is the same.
        Step::CollapseWhitespace | Step::Rust(_) => "",
    });
    expression.is_idempotent(&path(target), &functions.collect::<Vec<_>>())
}

/// Returns the path of a field, as expressions read it.
fn path(target: &Target) -> ReadPath {
    let mut names = target.attributes.iter().cloned();
    ReadPath {
        attribute: names.next().unwrap_or_default(),
        inside: names.map(ReadStep::Member).collect(),
    }
}
