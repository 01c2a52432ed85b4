//! Updates: the changes that a write makes to an item.

mod action;
mod applied;
pub(crate) mod bounds;
pub(crate) mod build;
mod completed;
mod evaluate;
pub(crate) mod flattened;
mod inserting;
mod methods;
mod mirrored;
pub(crate) mod nested;
mod null;
mod outlook;
mod retyped;
mod size;
mod source;
mod target;

use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

pub(crate) use action::{Action, ActionResult, Clause, PathChange, Refusal};
pub(crate) use applied::may_be_applied_to;
pub(crate) use completed::Completed;
pub(crate) use evaluate::{evaluate, evaluate_possible, unstorable};
pub(crate) use inserting::{MayLack, NewAttribute};
pub(crate) use methods::update_methods;
pub(crate) use mirrored::{is_mirrored_exactly, is_of, mirrored};
pub(crate) use null::{AddedTo, added_to, is_null, over_null};
pub(crate) use size::least_bytes;
pub(crate) use source::{Copied, Source, copied};

use super::error::ExpressionError;
use crate::path::DocumentPath;
use crate::rules::Violation;
use bounds::Bound;

/// The changes of one update to an item of model `M`.
///
/// They are applied atomically, and each reads the item as it was before the update. An update
/// without changes is allowed: the request then checks its condition and returns the item.
///
/// `Debug` prints the changes with `?` in place of each value.
#[must_use = "an update does nothing until a request uses it"]
pub struct UpdateExpression<M> {
    pub(super) actions: Vec<Action>,
    pub(super) problem: Option<ExpressionError>,
    /// Violations of field rules.
    violations: Vec<Violation>,
    model: PhantomData<fn() -> M>,
}

impl<M> UpdateExpression<M> {
    /// Makes an update without changes.
    pub fn new() -> Self {
        Self {
            actions: Vec::new(),
            problem: None,
            violations: Vec::new(),
            model: PhantomData,
        }
    }

    update_methods!(M);

    /// Sets a top-level attribute to an encoded value.
    pub fn set_encoded(self, name: &'static str, value: AttributeValue) -> Self {
        let action = Action::new(DocumentPath::attribute(name), PathChange::Set(value));
        self.change(Ok(Some(action)))
    }

    /// Removes a top-level attribute of any kind.
    pub(crate) fn remove_encoded(self, name: &'static str) -> Self {
        let action = Action::new(DocumentPath::attribute(name), PathChange::Remove);
        self.change(Ok(Some(action)))
    }

    /// Adds one to a top-level attribute, replacing its other changes.
    pub(crate) fn count(mut self, name: &'static str) -> Self {
        self.actions.retain(|action| action.path.root != name);
        let one = PathChange::Add(AttributeValue::N("1".to_owned()));
        let action = Action::new(DocumentPath::attribute(name), one);
        self.change(Ok(Some(action)))
    }

    /// Returns the violations of field rules.
    pub(crate) fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Returns the bounds on the stored item that keep its rules.
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

    /// Returns the actions.
    pub(crate) fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// Returns `true` if there are no changes.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty() && self.problem.is_none() && self.violations.is_empty()
    }

    /// Returns `true` if this top-level attribute, or a part of it, is changed.
    pub fn changes(&self, name: &str) -> bool {
        self.roots().any(|root| root == name)
    }

    /// Returns `true` if this top-level attribute is changed whatever is stored.
    pub(crate) fn certainly_changes(&self, name: &str) -> bool {
        let mut actions = self
            .actions
            .iter()
            .filter(|action| action.path.root == name);
        actions.any(|action| !matches!(action.change, PathChange::SetIfAbsent(_)))
    }

    /// Returns the top-level attributes that are changed, or of which a part is.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &'static str> {
        self.actions.iter().map(|action| action.path.root)
    }

    /// Returns the values of the changes, each with its top-level attribute.
    pub(crate) fn operands(&mut self) -> impl Iterator<Item = (&'static str, &mut AttributeValue)> {
        let actions = self.actions.iter_mut();
        actions.filter_map(|action| Some((action.path.root, action.change.operand()?)))
    }

    /// Returns the top-level attributes that are set, with their values.
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

    /// Returns `true` if applying the update twice has the same effect as once, so that it can be
    /// retried when its outcome is unknown.
    ///
    /// Not repeatable: adding and subtracting, appending and prepending, removing or setting a list
    /// element (setting past the end appends), and copying from an attribute that the update
    /// changes. Inserting into sets and discarding from them can be repeated.
    pub fn is_repeatable(&self) -> bool {
        self.actions.iter().all(|action| match &action.change {
            PathChange::Copy(source) => action.is_repeatable() && !self.touches(&source.path),
            _ => action.is_repeatable(),
        })
    }

    /// Returns `true` if this top-level attribute, or a part of it, is copied elsewhere.
    pub(crate) fn copies(&self, name: &str) -> bool {
        let mut changes = self.actions.iter().map(|action| &action.change);
        changes.any(|change| matches!(change, PathChange::Copy(source) if source.path.root == name))
    }

    /// Returns the maps and lists that must exist for the update to succeed, outermost first,
    /// without duplicates: DynamoDB does not create the parents of a nested attribute.
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

    /// Adds the changes of another update.
    pub(crate) fn joined(mut self, other: &Self) -> Self {
        self.actions.extend_from_slice(&other.actions);
        self.violations.extend_from_slice(&other.violations);
        self.problem = self.problem.or_else(|| other.problem.clone());
        self
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

    /// Returns the actions, if they can be sent together.
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
