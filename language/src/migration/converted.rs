//! Fields that get another type or stored form and give the former one up, as a rename gives up a name.

use super::{ModelSteps, Step, StepKind, Target};

impl ModelSteps {
    /// Returns the former field of a step that converts it to a new one beside it, if another step drops that.
    pub fn converted_from<'s>(&self, step: &'s Step) -> Option<&'s Target> {
        let StepKind::Set {
            retypes: Some(from),
            target,
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
        // If two fields take over from one, programs cannot keep it in its former form for both.
        let takers = self.steps.iter().filter(|other| match &other.kind {
            StepKind::Set {
                retypes: Some(other),
                ..
            } => other.attributes == from.attributes,
            _ => false,
        });
        let is_alone = takers.count() == 1;
        let is_whole = step.filter.is_none();
        (is_dropped && is_alone && is_whole && target.is_beside(from)).then_some(&**from)
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
