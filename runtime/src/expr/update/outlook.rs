//! Inspection and replacement of an update's changes before it is sent.

use aws_sdk_dynamodb::types::AttributeValue;

use super::UpdateExpression;
use super::action::{ActionResult, PathChange};
use crate::expr::stored::inside;
use crate::path::{DocumentPath, Step};

/// The state of a path after an update.
enum After<'u> {
    /// This value, whatever was stored.
    Value(&'u AttributeValue),
    /// No value.
    Absent,
}

impl<M> UpdateExpression<M> {
    /// Returns `true` if the value at this path, a part of it or a parent of it is changed.
    pub(crate) fn touches(&self, path: &DocumentPath) -> bool {
        self.actions.iter().any(|action| action.path.overlaps(path))
    }

    /// Returns the value that the path is set to.
    pub(crate) fn value_of(&self, path: &DocumentPath) -> Option<&AttributeValue> {
        match self.after(path)? {
            After::Value(value) => Some(value),
            After::Absent => None,
        }
    }

    /// Returns `true` if the path is absent afterwards.
    pub(crate) fn removes(&self, path: &DocumentPath) -> bool {
        matches!(self.after(path), Some(After::Absent))
    }

    /// Returns `None` if it depends on the stored item or is not changed.
    fn after(&self, path: &DocumentPath) -> Option<After<'_>> {
        self.actions.iter().find_map(|action| {
            let steps = action.path.steps_to(path)?;
            match &action.change {
                PathChange::Set(value) => {
                    Some(inside(value, steps).map_or(After::Absent, After::Value))
                }
                // The next element moves up to its place.
                PathChange::Remove if matches!(action.path.rest.last(), Some(Step::Element(_))) => {
                    None
                }
                PathChange::Remove => Some(After::Absent),
                _ => None,
            }
        })
    }

    /// Makes this change, replacing other changes to the same attribute or inside it.
    pub(crate) fn overrule(&mut self, outcome: ActionResult) {
        if let Ok(Some(action)) = &outcome {
            (self.actions).retain(|other| action.path.steps_to(&other.path).is_none());
        }
        *self = std::mem::take(self).change(outcome);
    }
}
