//! The effect of a write on an item, as far as guards depend on it.

use std::sync::Arc;

use super::action::PlannedAction;
use super::subject::Verb;
use crate::Error;
use crate::expr::{Action, PathChange, evaluate, evaluate_possible};
use crate::item::Attributes;
use crate::model::ModelDescriptor;
use crate::repository::key::Identity;

/// The effect of a write on the attributes that guards depend on.
#[derive(Clone)]
pub(crate) struct GuardEffect {
    pub(crate) model: &'static ModelDescriptor,
    /// The key of the item.
    pub(crate) key: Attributes,
    effect: Effect,
    /// `true` if the stored item must be known. If not, there is no item with this key.
    pub(crate) reads: bool,
    /// `true` if every guard is claimed, also of values that stay as they are.
    pub(crate) claims_all: bool,
    /// The former full name of the table, if guards that name it count as the table's own.
    pub(crate) former_table: Option<Arc<str>>,
}

/// The effect of a write on an item.
#[derive(Clone)]
enum Effect {
    Put(Attributes),
    Update(Vec<Action>),
    Delete,
    /// The item stays as it is.
    Keep,
}

impl GuardEffect {
    /// Returns the effect of a write. A write that creates an item knows that there is none. An
    /// upsert may create one, and claims every guard, so that missing guards are restored.
    pub(crate) fn of(
        model: &'static ModelDescriptor,
        key: &Identity,
        action: &PlannedAction,
        verb: Verb,
    ) -> Result<Option<Self>, Error> {
        if model.uniques.is_empty() {
            return Ok(None);
        }
        let effect = match action {
            PlannedAction::Put { item } => Effect::Put(item.attributes()?),
            PlannedAction::Delete { .. } => Effect::Delete,
            PlannedAction::Update { changes, .. }
                if verb == Verb::Upsert || is_touched(model, changes) =>
            {
                Effect::Update(changes.clone())
            }
            PlannedAction::Update { .. } | PlannedAction::Check { .. } => return Ok(None),
        };
        Ok(Some(Self {
            model,
            key: key.attributes(model.table),
            effect,
            reads: verb != Verb::Create,
            claims_all: verb == Verb::Upsert,
            former_table: None,
        }))
    }

    /// Returns the effect of claiming the guards of all values that an item holds.
    pub(crate) fn of_adoption(
        model: &'static ModelDescriptor,
        key: &Identity,
        former_table: Option<Arc<str>>,
    ) -> Self {
        Self {
            model,
            key: key.attributes(model.table),
            effect: Effect::Keep,
            reads: true,
            claims_all: true,
            former_table,
        }
    }

    /// Returns the item that is put, if one is.
    pub(crate) fn put(&self) -> Option<&Attributes> {
        match &self.effect {
            Effect::Put(item) => Some(item),
            Effect::Update(_) | Effect::Delete | Effect::Keep => None,
        }
    }

    /// Returns the item after the write; `None` if there is none then. Changes inside an absent
    /// parent are left out: the request of such an update is refused.
    pub(crate) fn after(&self, before: Option<&Attributes>) -> Option<Attributes> {
        match &self.effect {
            Effect::Put(item) => Some(item.clone()),
            Effect::Delete => None,
            Effect::Keep => before.cloned(),
            // Only an upsert creates an absent item.
            Effect::Update(changes) => {
                Some(evaluate_possible(changes, before.unwrap_or(&self.key)))
            }
        }
    }

    /// Returns the attributes that the guards of the item after the write depend on, by what is
    /// stored before it: the guarded ones, and those that are copied into them.
    pub(crate) fn premises(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.model.guarded_attributes().collect();
        if let Effect::Update(changes) = &self.effect {
            let copied = changes.iter().filter_map(|action| match &action.change {
                PathChange::Copy(source) if names.contains(&action.path.root) => {
                    Some(source.path.root)
                }
                _ => None,
            });
            let copied: Vec<_> = copied.collect();
            names.extend(copied);
        }
        names
    }

    /// Returns `true` if it sets something inside an absent parent.
    pub(crate) fn lacks_parent(&self, before: Option<&Attributes>) -> bool {
        let Effect::Update(changes) = &self.effect else {
            return false;
        };
        evaluate(changes, before.unwrap_or(&self.key)).is_err()
    }
}

/// Returns `true` if these changes affect attributes that guards depend on.
fn is_touched(model: &ModelDescriptor, changes: &[Action]) -> bool {
    let mut guarded = model.guarded_attributes();
    guarded.any(|name| changes.iter().any(|action| action.path.root == name))
}
