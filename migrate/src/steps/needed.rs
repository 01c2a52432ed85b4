//! Steps whose result items need: without it they could not be read, or something would be lost.

use dynamite_schema::expr::{Expression, ReadStep};
use dynamite_schema::migration::{Added, ModelSteps, Step, StepKind, Target};

/// Returns `true` if items without the result of a step could not be read.
pub(super) fn is_required(kind: &StepKind, target: &Target) -> bool {
    let is_new = matches!(
        kind,
        StepKind::Add { .. } | StepKind::Set { .. } | StepKind::Copy { .. }
    );
    is_new && !target.field.optional
}

/// Returns the conditions of steps that drop what the value of this one comes from: it would be lost with it.
pub(super) fn takes_over(step: &Step, of_model: &ModelSteps) -> Vec<Option<Expression>> {
    let drops = of_model.steps.iter().filter(|other| match &other.kind {
        StepKind::Drop(dropped) => comes_from(&step.kind, &dropped.attributes),
        _ => false,
    });
    drops.map(|drop| drop.filter.clone()).collect()
}

/// Returns `true` if the value of a step comes from this attribute, what is in it, or what it is in.
pub(crate) fn comes_from(kind: &StepKind, attributes: &[String]) -> bool {
    match kind {
        StepKind::Copy { from, .. } => overlap(from.attributes.iter(), attributes),
        StepKind::Set { value, .. }
        | StepKind::Add {
            value: Added::Computed(value),
            ..
        } => value.reads().iter().any(|read| {
            let inside = read.inside.iter().map_while(|step| match step {
                ReadStep::Member(name) => Some(name),
                ReadStep::Item(_) => None,
            });
            overlap(std::iter::once(&read.attribute).chain(inside), attributes)
        }),
        _ => false,
    }
}

/// Returns `true` if two paths are the same, or one is inside the other.
fn overlap<'n>(one: impl Iterator<Item = &'n String>, other: &[String]) -> bool {
    one.zip(other).all(|(one, other)| one == other)
}
