//! Steps whose result items need: without it they could not be read, or something would be lost.

use dynamite_schema::expr::Expression;
use dynamite_schema::migration::{ModelSteps, Step, StepKind, Target};

use super::place::Place;
use crate::later_migrations::comes_from;

/// An attribute that the contract drops, and that the value of a step comes from.
#[derive(Clone, Debug)]
pub(super) struct TakenFrom {
    pub(super) place: Place,
    /// The condition on which it is dropped; `None` for all items.
    pub(super) filter: Option<Expression>,
}

/// Returns `true` if items without the result of a step could not be read.
pub(super) fn is_required(kind: &StepKind, target: &Target) -> bool {
    let is_new = matches!(
        kind,
        StepKind::Add { .. } | StepKind::Set { .. } | StepKind::Copy { .. }
    );
    is_new && !target.field.optional
}

/// Returns the attributes that are dropped and that the value of a step comes from: it would be lost with them.
pub(super) fn takes_over(step: &Step, of_model: &ModelSteps) -> Vec<TakenFrom> {
    let dropped = of_model.steps.iter().filter_map(|other| match &other.kind {
        StepKind::Drop(dropped) if comes_from(&step.kind, dropped) => Some(TakenFrom {
            place: Place::of(dropped),
            filter: other.filter.clone(),
        }),
        _ => None,
    });
    dropped.collect()
}
