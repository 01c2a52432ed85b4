//! What a write makes of an item, as far as guards depend on it.

use super::guard::Owner;
use super::held::held;
use crate::Error;
use crate::error::ErrorKind;
use crate::expr::{Action, evaluate};
use crate::item::StoredItem;
use crate::model::ModelDescriptor;
use crate::ops::key::Identity;
use crate::ops::plan::PlannedAction;
use crate::request::Attributes;

/// A write that guards depend on.
#[derive(Clone)]
pub(in crate::ops) struct Touch {
    pub(super) model: &'static ModelDescriptor,
    pub(super) owner: Owner,
    effect: Effect,
    /// Whether what is stored has to be known. If not, there is nothing with this key.
    pub(super) reads: bool,
    /// Whether every guard is claimed, also of values that stay as they are.
    pub(super) claims_all: bool,
}

/// What a write makes of an item.
#[derive(Clone)]
enum Effect {
    Put(Attributes),
    Update(Vec<Action>),
    Delete,
}

impl Touch {
    /// What a write touches. One that stores a new item knows that there is none.
    pub(in crate::ops) fn of(
        model: &'static ModelDescriptor,
        key: &Identity,
        action: &PlannedAction,
        is_new: bool,
    ) -> Result<Option<Self>, Error> {
        if model.uniques.is_empty() {
            return Ok(None);
        }
        let effect = match action {
            PlannedAction::Put { item } => Effect::Put(item.attributes()?),
            PlannedAction::Delete { .. } => Effect::Delete,
            PlannedAction::Update { changes, .. } if is_touched(model, changes) => {
                Effect::Update(changes.clone())
            }
            PlannedAction::Update { .. } | PlannedAction::Check { .. } => return Ok(None),
        };
        let key = key.attributes(model.table);
        Ok(Some(Self::new(model, key, effect, !is_new)))
    }

    fn new(model: &'static ModelDescriptor, key: Attributes, effect: Effect, reads: bool) -> Self {
        let table = model.table.name.to_owned();
        Self {
            model,
            owner: Owner { table, key },
            effect,
            reads,
            claims_all: false,
        }
    }

    /// The same touch, which claims every guard: those that are missing come back.
    pub(in crate::ops) fn claiming_all(self) -> Self {
        Self {
            claims_all: true,
            ..self
        }
    }

    /// How many guards an item holds that is put.
    pub(super) fn guards_of_new(&self) -> usize {
        match &self.effect {
            Effect::Put(item) => held(self.model, Some(item)).len(),
            Effect::Update(_) | Effect::Delete => 0,
        }
    }

    /// The item after the write; `None` if there is none then.
    pub(super) fn after(&self, before: Option<&Attributes>) -> Result<Option<Attributes>, Error> {
        let changes = match &self.effect {
            Effect::Put(item) => return Ok(Some(item.clone())),
            Effect::Delete => return Ok(None),
            Effect::Update(changes) => changes,
        };
        let Some(before) = before else {
            // Of what is absent only an upsert makes something, which has no paths. The request
            // of any other update is refused.
            let after = evaluate(changes, &self.owner.key);
            return Ok(Some(after.unwrap_or_else(|_| self.owner.key.clone())));
        };
        evaluate(changes, before).map(Some).map_err(|path| {
            Error::new(ErrorKind::MissingParent {
                model: self.model.name,
                key: self.key_text(&self.owner.key),
                paths: vec![path.to_string()],
            })
        })
    }

    /// A key of the model, for messages.
    pub(super) fn key_text(&self, key: &Attributes) -> String {
        StoredItem::new(key.clone()).key_text_of(self.model)
    }
}

/// Whether these changes touch what guards depend on.
fn is_touched(model: &ModelDescriptor, changes: &[Action]) -> bool {
    let mut guarded = model.guarded_attributes();
    guarded.any(|name| changes.iter().any(|action| action.path.root == name))
}
