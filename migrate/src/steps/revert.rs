//! The way back: passes that undo what a run did, before its contract.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite::Timestamp;
use dynamite::engine_support::Comparison;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{ModelSteps, StepKind};

use super::place::{Attributes, Place};
use super::{BadConstant, Due, PassOptions, constant, sets};
use crate::rewrite::{Reject, Rewrite, Write};

/// What becomes of an attribute that is to be removed and has another value than the run gave it, since
/// someone else has written it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenChanged {
    /// The item is rejected, and with that reported. By default the work ends there.
    #[default]
    Reject,
    /// It stays in the item.
    Keep,
    /// It is removed, whatever it is.
    Remove,
}

/// Makes the pass that takes a run back, for a model; `None` if there is nothing to take back.
///
/// It removes what the run has made of attributes that programs with the former schema do not know. What
/// cannot be undone like this was refused when the run began, or allowed.
///
/// # Errors
/// If a constant cannot be stored as its field.
pub(super) fn way_back(
    of_model: &ModelSteps,
    after: &Schema,
    options: PassOptions,
) -> Result<Option<WayBack>, BadConstant> {
    let mut made = Vec::new();
    for step in &of_model.steps {
        made.extend(Made::by(&step.kind, after, options.now)?);
    }
    let when_changed = options.when_changed;
    Ok((!made.is_empty()).then_some(WayBack { made, when_changed }))
}

/// An attribute that a run has made, and what it gave it.
#[derive(Debug)]
struct Made {
    to: Place,
    given: Given,
}

/// What an attribute was given.
#[derive(Debug)]
enum Given {
    Constant(AttributeValue),
    CopyOf(Place),
}

/// Removes what a run has made, in one update of an item.
#[derive(Debug)]
pub(super) struct WayBack {
    made: Vec<Made>,
    when_changed: WhenChanged,
}

impl Made {
    /// Returns what a step makes; `None` if it makes nothing that can be taken back.
    fn by(step: &StepKind, after: &Schema, now: Timestamp) -> Result<Option<Self>, BadConstant> {
        Ok(match step {
            StepKind::Add { target, value } => Some(Self {
                to: Place::of(target),
                given: Given::Constant(constant::added(target, value, after, now)?),
            }),
            StepKind::Rename { from, to } | StepKind::Copy { from, to } => Some(Self {
                to: Place::of(to),
                given: Given::CopyOf(Place::of(from)),
            }),
            StepKind::Drop(_) | StepKind::AddMembers { .. } | StepKind::RemoveMembers { .. } => {
                None
            }
        })
    }

    fn due(&self, item: &Attributes, when_changed: WhenChanged) -> Result<Option<Due>, Reject> {
        let Some(stored) = self.to.stored(item)? else {
            return Ok(None);
        };
        let attribute = self.to.attribute();
        let (is_as_given, condition) = match &self.given {
            Given::Constant(value) => (
                sets::is_same(stored, value),
                attribute.compares(Comparison::Eq, stored.clone()),
            ),
            Given::CopyOf(from) => {
                let given = from.stored(item)?;
                let is_same = given.is_some_and(|given| sets::is_same(stored, given));
                (
                    is_same,
                    attribute.compares_with(Comparison::Eq, &from.attribute()),
                )
            }
        };
        match when_changed {
            _ if is_as_given => Ok(Some((attribute.removed(), condition))),
            WhenChanged::Reject => Err(self.to.reject("it was changed since the run")),
            WhenChanged::Keep => Ok(None),
            WhenChanged::Remove => {
                let condition = attribute.compares(Comparison::Eq, stored.clone());
                Ok(Some((attribute.removed(), condition)))
            }
        }
    }
}

impl Rewrite for WayBack {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        let mut due: Option<Write> = None;
        for made in &self.made {
            if let Some((changes, condition)) = made.due(item.attributes(), self.when_changed)? {
                due = Some(Write::fused(due, changes, condition));
            }
        }
        Ok(due)
    }
}
