//! Steps whose result items need: without it they could not be read, or something would be lost.

use dynamite_schema::expr::Expression;
use dynamite_schema::migration::{ModelSteps, Step, StepKind, Target};

use crate::given_up::comes_from;

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
