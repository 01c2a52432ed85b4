//! Fields that get another type or stored form and give the former one up, as a rename gives up a name.

use super::{ModelSteps, Step, StepKind, Target};

impl ModelSteps {
    /// Returns the former field of a step that converts it to a new one, if another step drops that.
    pub fn converted_from<'s>(&self, step: &'s Step) -> Option<&'s Target> {
        let StepKind::Set {
            retypes: Some(from),
            ..
        } = &step.kind
        else {
            return None;
        };
        let is_dropped = self.steps.iter().any(|other| match &other.kind {
            StepKind::Drop(dropped) => {
                other.filter.is_none() && dropped.attributes == from.attributes
            }
            _ => false,
        });
        (is_dropped && step.filter.is_none()).then_some(&**from)
    }

    /// Returns `true` if a step drops what another one converts: its removal is part of that one.
    pub fn drops_converted(&self, step: &Step) -> bool {
        let StepKind::Drop(dropped) = &step.kind else {
            return false;
        };
        let mut converted = self.steps.iter().filter_map(|it| self.converted_from(it));
        step.filter.is_none() && converted.any(|from| from.attributes == dropped.attributes)
    }
}
