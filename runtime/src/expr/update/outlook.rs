//! What an update is going to do to an attribute, and changing that before it is sent.

use aws_sdk_dynamodb::types::AttributeValue;

use super::UpdateExpression;
use super::action::{ActionResult, PathChange};
use crate::expr::stored::inside;
use crate::path::{DocumentPath, Step};

/// What a path holds after an update.
enum After<'u> {
    /// This value, whatever was there.
    Value(&'u AttributeValue),
    /// Nothing.
    Absent,
}

impl<M> UpdateExpression<M> {
    /// Whether anything at this path, inside it or around it, is changed.
    pub(crate) fn touches(&self, path: &DocumentPath) -> bool {
        self.actions.iter().any(|action| action.path.overlaps(path))
    }

    /// The value that the path is set to.
    pub(crate) fn value_of(&self, path: &DocumentPath) -> Option<&AttributeValue> {
        match self.after(path)? {
            After::Value(value) => Some(value),
            After::Absent => None,
        }
    }

    /// Whether the path is absent afterwards.
    pub(crate) fn removes(&self, path: &DocumentPath) -> bool {
        matches!(self.after(path), Some(After::Absent))
    }

    /// `None` where it depends on what is stored, or stays as it is.
    fn after(&self, path: &DocumentPath) -> Option<After<'_>> {
        self.actions.iter().find_map(|action| {
            let steps = action.path.steps_to(path)?;
            match &action.change {
                PathChange::Set(value) => {
                    Some(inside(value, steps).map_or(After::Absent, After::Value))
                }
                // What is behind an element moves up to its place.
                PathChange::Remove if matches!(action.path.rest.last(), Some(Step::Element(_))) => {
                    None
                }
                PathChange::Remove => Some(After::Absent),
                _ => None,
            }
        })
    }

    /// Makes this change, in place of those that were to be made to the same attribute or inside
    /// it.
    pub(crate) fn overrule(&mut self, outcome: ActionResult) {
        if let Ok(Some(action)) = &outcome {
            (self.actions).retain(|other| action.path.steps_to(&other.path).is_none());
        }
        *self = std::mem::take(self).change(outcome);
    }
}
