//! Expression lengths of a write.

use dynamite_core::limits::MAX_EXPRESSION_BYTES;

use super::attribute_write::AttributeWrite;
use crate::expr::condition::{Node, Operand};
use crate::expr::update::{Action, mirrored};
use crate::model::{PhasedAttribute, Shape};
use crate::path::DocumentPath;

/// The update limit, less a reserve for other changes in the same update.
const UPDATE_BYTES: usize = MAX_EXPRESSION_BYTES - 64;

/// The condition limit: half of the total, the rest is for the caller's conditions.
const CONDITION_BYTES: usize = MAX_EXPRESSION_BYTES / 2;

/// A placeholder and a separator: `#123.` or `:123,`.
const PLACEHOLDER: usize = 5;

/// `#1 = :2, `, or the removal of an attribute.
const SECOND: usize = 2 * PLACEHOLDER + " = , ".len();

/// `(#1 = #2 OR (attribute_not_exists(#1) AND attribute_not_exists(#2))) AND `
const EQUALITY: usize = 96;

/// An attribute with nested contents, and its write.
type Nested = (&'static str, Shape, AttributeWrite);

/// Returns the longest plan, if all plans together are longer than DynamoDB accepts; `None` if
/// nested contents are not the reason.
///
/// Fields in phases count with both of their attributes.
pub(super) fn longest<'p>(
    others: &AttributeWrite,
    plans: &'p mut [Nested],
    phased: &[PhasedAttribute],
) -> Option<&'p mut Nested> {
    let lengths = plans.iter().map(|(name, _, plan)| {
        let of_plan = phased.iter().filter(|it| it.root() == *name);
        Length::of(plan).mirrored(plan, &of_plan.copied().collect::<Vec<_>>())
    });
    let seconds = Length {
        update: phased.len() * SECOND,
        condition: 0,
    };
    let all = lengths.fold(Length::of(others).plus(seconds), Length::plus);
    if all.update <= UPDATE_BYTES && all.condition <= CONDITION_BYTES {
        return None;
    }
    // A write as a whole takes one action and one premise.
    let by_paths = |(_, _, plan): &&mut Nested| plan.actions.len() + plan.premises.len() > 2;
    let by_paths = plans.iter_mut().filter(by_paths);
    by_paths.max_by_key(|(_, _, plan)| Length::of(plan).total())
}

/// Upper bounds of bytes in two expressions.
#[derive(Clone, Copy, Default)]
struct Length {
    update: usize,
    condition: usize,
}

impl Length {
    fn of(plan: &AttributeWrite) -> Self {
        Self {
            update: plan.actions.iter().map(action).sum(),
            condition: plan.premises.iter().map(condition).sum(),
        }
    }

    /// Returns the length of the same plan, whose changes are made to second attributes as well.
    fn mirrored(self, plan: &AttributeWrite, phased: &[PhasedAttribute]) -> Self {
        if phased.is_empty() {
            return self;
        }
        let both = mirrored(plan.actions.clone(), phased, None);
        Self {
            update: both
                .as_ref()
                .unwrap_or(&plan.actions)
                .iter()
                .map(action)
                .sum(),
            condition: self.condition + phased.len() * EQUALITY,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            update: self.update + other.update,
            condition: self.condition + other.condition,
        }
    }

    fn total(self) -> usize {
        self.update + self.condition
    }
}

/// `#1.#2 = :3, `
fn action(action: &Action) -> usize {
    path(&action.path) + " = , ".len() + PLACEHOLDER
}

/// `attribute_type(#1.#2, :3) AND `
fn condition(node: &Node) -> usize {
    let words = match node {
        Node::Not(inner) => return "NOT ".len() + condition(inner),
        Node::FunctionOf(function, at, _) => function.text().len() + path(at),
        Node::Compare(Operand::Path(at), comparison, _) => comparison.text().len() + path(at),
        // Plans have no other conditions.
        _ => 0,
    };
    words + PLACEHOLDER + ", ) AND ".len()
}

fn path(path: &DocumentPath) -> usize {
    (1 + path.rest.len()) * PLACEHOLDER
}
