//! Updates that also create absent parents.
//!
//! DynamoDB does not create the parents of a nested attribute. So the new value of an absent parent
//! is computed from the current item and set as a whole: still a single update, on the condition
//! that the stored values it was computed from are unchanged.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::UpdateExpression;
use super::action::{Action, PathChange};
use super::evaluate::{Item, evaluate, put};
use crate::expr::condition::Condition;
use crate::expr::stored::{find, is_same};
use crate::path::{DocumentPath, Step};

/// An update that creates absent parents.
pub(crate) struct Completed<M> {
    pub(crate) changes: UpdateExpression<M>,
    /// The stored values that it was computed from.
    premises: Vec<Premise>,
}

/// A path and its stored value, if any.
struct Premise(DocumentPath, Option<AttributeValue>);

impl<M> UpdateExpression<M> {
    /// Returns the update with the parents that this item lacks. The error is a path that cannot be
    /// created: it is past the end of a list, or inside a value that is neither list nor map.
    pub(crate) fn completed(&self, item: &Item) -> Result<Completed<M>, DocumentPath> {
        let (with_parents, made) = self.with_parents(item)?;
        let mut completed = Completed {
            changes: Self {
                actions: Vec::with_capacity(self.actions.len()),
                problem: self.problem.clone(),
                violations: self.violations.clone(),
                ..Self::new()
            },
            premises: Vec::new(),
        };
        let is_inside = |action: &Action, parent: &DocumentPath| {
            parent
                .steps_to(&action.path)
                .is_some_and(|it| !it.is_empty())
        };
        let actions = &mut completed.changes.actions;
        let others = self.actions.iter();
        let others = others.filter(|action| !made.iter().any(|it| is_inside(action, it)));
        actions.extend(others.cloned());
        for parent in made {
            let inside = self.actions.iter().filter(|it| is_inside(it, &parent));
            let inside: Vec<_> = inside.cloned().collect();
            let premises = inside.iter().filter_map(|it| copied(it, item));
            completed.premises.extend(premises);
            completed.premises.push(Premise::around(&parent, item));
            // Removing from an absent parent does nothing.
            let is_made = inside.iter().any(|it| !takes_out(&it.change));
            let after = evaluate(&inside, &with_parents)?;
            if let (true, Some(value)) = (is_made, find(&after, &parent)) {
                let bounds = inside.into_iter().flat_map(|it| it.bounds).collect();
                let set = Action::new(parent, PathChange::Set(value.clone()));
                actions.push(Action { bounds, ..set });
            }
        }
        Ok(completed)
    }

    /// Returns the item with all parents, empty where they were absent, and the outermost of the
    /// created ones.
    fn with_parents(&self, item: &Item) -> Result<(Item, Vec<DocumentPath>), DocumentPath> {
        let mut item = item.clone();
        let mut made: Vec<DocumentPath> = Vec::new();
        for action in &self.actions {
            let steps = &action.path.rest;
            for (depth, below) in steps.iter().enumerate() {
                let parent = DocumentPath {
                    root: action.path.root,
                    rest: steps[..depth].to_vec(),
                };
                if !is_absent(&item, &parent) {
                    continue;
                }
                if is_behind_the_end(&item, &parent) {
                    return Err(parent);
                }
                let empty = match below {
                    Step::Attribute(_) => AttributeValue::M(HashMap::new()),
                    Step::Element(_) => AttributeValue::L(Vec::new()),
                };
                put(&mut item, &parent, empty)?;
                if made.iter().all(|outer| outer.steps_to(&parent).is_none()) {
                    made.push(parent);
                }
            }
        }
        Ok((item, made))
    }

    /// Returns the item after the update; `None` if it cannot be computed.
    pub(crate) fn applied(&self, item: &Item) -> Option<Item> {
        evaluate(&self.actions, item).ok()
    }
}

impl<M> Completed<M> {
    /// Returns the condition that the stored values it was computed from are unchanged.
    pub(crate) fn condition(&self) -> Option<Condition<M>> {
        let premises = self.premises.iter().map(Premise::condition);
        premises.reduce(Condition::and)
    }

    /// Returns `true` if an item differs from the values that the update was computed from.
    pub(crate) fn is_stale(&self, item: &Item) -> bool {
        !self.premises.iter().all(|premise| premise.holds(item))
    }
}

impl Premise {
    /// Requires that the container of this parent is unchanged.
    fn around(parent: &DocumentPath, item: &Item) -> Self {
        let outer = parent.outer();
        let stored = find(item, &outer).cloned();
        Self(outer, stored)
    }

    fn condition<M>(&self) -> Condition<M> {
        let Self(path, stored) = self;
        match stored {
            Some(value) => Condition::holds(path.clone(), value.clone()),
            None => Condition::absent(path.clone()),
        }
    }

    fn holds(&self, item: &Item) -> bool {
        match (find(item, &self.0), &self.1) {
            (Some(now), Some(then)) => is_same(now, then),
            (now, then) => now.is_none() && then.is_none(),
        }
    }
}

fn takes_out(change: &PathChange) -> bool {
    matches!(change, PathChange::Remove | PathChange::Delete(_))
}

/// Requires that the source of a copy is unchanged.
fn copied(action: &Action, item: &Item) -> Option<Premise> {
    match &action.change {
        PathChange::Copy(source) => {
            let path = source.path.clone();
            let stored = find(item, &path).cloned();
            Some(Premise(path, stored))
        }
        _ => None,
    }
}

/// Other programs store `NULL` for an absent value.
fn is_absent(item: &Item, path: &DocumentPath) -> bool {
    matches!(find(item, path), None | Some(AttributeValue::Null(_)))
}

/// DynamoDB appends an element that is set at any index past the end of a list.
fn is_behind_the_end(item: &Item, path: &DocumentPath) -> bool {
    let Some(Step::Element(index)) = path.rest.last() else {
        return false;
    };
    let len = find(item, &path.outer())
        .and_then(|it| it.as_l().ok())
        .map(Vec::len);
    len.is_none_or(|len| *index > len)
}
