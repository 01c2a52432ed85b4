//! Updates: what a write changes in an item.

mod action;
mod applied;
pub(crate) mod bounds;
pub(crate) mod build;
mod completed;
mod evaluate;
mod methods;
pub(crate) mod nested;
mod null;
mod outlook;
mod size;
mod target;

use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

pub(crate) use action::{Action, ActionResult, Clause, PathChange, Refusal};
pub(crate) use applied::may_be_applied_to;
pub(crate) use completed::Completed;
pub(crate) use evaluate::{evaluate, evaluate_possible};
pub(crate) use methods::update_methods;
pub(crate) use null::{AddedTo, added_to, is_null, over_null};
pub(crate) use size::least_bytes;

use super::error::ExpressionError;
use crate::path::DocumentPath;
use crate::rules::Violation;
use bounds::Bound;

/// The changes of one update to an item of model `M`.
///
/// All of them happen at once, and what one reads is what was there before the update. An update
/// without changes is allowed: the request then checks its condition and returns the item.
///
/// `Debug` prints the changes with `?` in place of each value.
#[must_use = "an update does nothing until a request uses it"]
pub struct UpdateExpression<M> {
    pub(super) actions: Vec<Action>,
    pub(super) problem: Option<ExpressionError>,
    /// What breaks the rules of fields.
    violations: Vec<Violation>,
    model: PhantomData<fn() -> M>,
}

impl<M> UpdateExpression<M> {
    /// No changes yet.
    pub fn new() -> Self {
        Self {
            actions: Vec::new(),
            problem: None,
            violations: Vec::new(),
            model: PhantomData,
        }
    }

    update_methods!(M);

    /// Sets a top-level attribute to a value that is encoded already.
    pub fn set_encoded(self, name: &'static str, value: AttributeValue) -> Self {
        let action = Action::new(DocumentPath::attribute(name), PathChange::Set(value));
        self.change(Ok(Some(action)))
    }

    /// Removes a top-level attribute, whatever it is.
    pub(crate) fn remove_encoded(self, name: &'static str) -> Self {
        let action = Action::new(DocumentPath::attribute(name), PathChange::Remove);
        self.change(Ok(Some(action)))
    }

    /// Adds one to a top-level attribute, in place of what else happens to it.
    pub(crate) fn count(mut self, name: &'static str) -> Self {
        self.actions.retain(|action| action.path.root != name);
        let one = PathChange::Add(AttributeValue::N("1".to_owned()));
        let action = Action::new(DocumentPath::attribute(name), one);
        self.change(Ok(Some(action)))
    }

    /// What breaks the rules of fields.
    pub(crate) fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// What has to hold of the stored item so that rules are kept.
    pub(crate) fn bounds(&self) -> Vec<Bound> {
        let mut together: Vec<Bound> = Vec::new();
        for bound in self.actions.iter().flat_map(|action| &action.bounds) {
            match together.iter_mut().find(|other| other.is_like(bound)) {
                Some(other) => *other = other.clone().with(bound.clone()),
                None => together.push(bound.clone()),
            }
        }
        together
    }

    /// What it does, one by one.
    pub(crate) fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// Whether there are no changes.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty() && self.problem.is_none() && self.violations.is_empty()
    }

    /// Whether this top-level attribute, or something inside it, is changed.
    pub fn changes(&self, name: &str) -> bool {
        self.actions.iter().any(|action| action.path.root == name)
    }

    /// The values that top-level attributes are set to.
    pub(crate) fn set_values(&self) -> impl Iterator<Item = (&'static str, &AttributeValue)> {
        self.actions
            .iter()
            .filter_map(|action| match &action.change {
                PathChange::Set(value) | PathChange::SetIfAbsent(value)
                    if action.path.rest.is_empty() =>
                {
                    Some((action.path.root, value))
                }
                _ => None,
            })
    }

    /// Whether applying the update twice leaves what applying it once leaves, so that it can be
    /// sent again when it is not known whether it was applied.
    ///
    /// Not so: adding and subtracting, appending and prepending, removing an element of a list
    /// or setting one (which appends behind the end), copying from what the update changes.
    /// Inserting into and discarding from sets can be repeated.
    pub fn is_repeatable(&self) -> bool {
        self.actions.iter().all(|action| match &action.change {
            PathChange::Copy(source) => action.is_repeatable() && !self.touches(source),
            _ => action.is_repeatable(),
        })
    }

    /// Whether the value of this top-level attribute, or something inside it, is copied elsewhere.
    pub(crate) fn copies(&self, name: &str) -> bool {
        let mut changes = self.actions.iter().map(|action| &action.change);
        changes.any(|change| matches!(change, PathChange::Copy(source) if source.root == name))
    }

    /// The maps and lists that have to exist for the update to succeed, outermost first, each
    /// once: DynamoDB creates nothing on the way to a nested attribute.
    pub fn parents(&self) -> Vec<DocumentPath> {
        let mut parents = Vec::new();
        for action in &self.actions {
            let steps = &action.path.rest;
            for depth in 0..steps.len() {
                let parent = DocumentPath {
                    root: action.path.root,
                    rest: steps[..depth].to_vec(),
                };
                if !parents.contains(&parent) {
                    parents.push(parent);
                }
            }
        }
        parents.sort_by_key(|parent| parent.rest.len());
        parents
    }

    pub(crate) fn change(mut self, outcome: ActionResult) -> Self {
        match outcome {
            Ok(None) => {}
            Ok(Some(action)) => self.actions.push(action),
            Err(Refusal::Expression(error)) => {
                self.problem.get_or_insert(error);
            }
            Err(Refusal::Rules(violations)) => self.violations.extend(violations),
        }
        self
    }

    /// The actions, if they can be sent together.
    pub(crate) fn into_actions(self) -> Result<Vec<Action>, ExpressionError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        for (index, action) in self.actions.iter().enumerate() {
            let earlier = &self.actions[..index];
            if let Some(other) = earlier
                .iter()
                .find(|other| other.path.overlaps(&action.path))
            {
                return Err(ExpressionError::overlap(&other.path, &action.path));
            }
        }
        Ok(self.actions)
    }
}

impl<M> Default for UpdateExpression<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> Clone for UpdateExpression<M> {
    fn clone(&self) -> Self {
        Self {
            actions: self.actions.clone(),
            problem: self.problem.clone(),
            violations: self.violations.clone(),
            model: PhantomData,
        }
    }
}
