//! Fields that get another type or stored form and give the former one up, as a rename gives up a name.

use dynamite_schema::migration::{ModelSteps, Step, StepKind, Target};

/// Returns the former field of a step that converts it, if another step of the model drops that.
pub(super) fn of<'s>(step: &'s Step, of_model: &ModelSteps) -> Option<&'s Target> {
    let StepKind::Set {
        retypes: Some(from),
        ..
    } = &step.kind
    else {
        return None;
    };
    let mut steps = of_model.steps.iter();
    let is_dropped = steps.any(|other| match &other.kind {
        StepKind::Drop(dropped) => other.filter.is_none() && dropped.attributes == from.attributes,
        _ => false,
    });
    (is_dropped && step.filter.is_none()).then_some(&**from)
}

/// Returns `true` if a step drops what another one converts: its removal is part of that one.
pub(super) fn removes_former(step: &Step, of_model: &ModelSteps) -> bool {
    let StepKind::Drop(dropped) = &step.kind else {
        return false;
    };
    let mut steps = of_model.steps.iter();
    step.filter.is_none()
        && steps.any(|other| {
            of(other, of_model).is_some_and(|from| from.attributes == dropped.attributes)
        })
}
