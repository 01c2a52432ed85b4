//! What a write makes of an item, as far as guards depend on it.

use std::sync::Arc;

use super::guard::Owner;
use super::held::held;
use crate::Error;
use crate::error::ErrorKind;
use crate::expr::{Action, UpdateExpression, evaluate};
use crate::item::StoredItem;
use crate::model::{Model, ModelDescriptor};
use crate::ops::key::{self, Identity};
use crate::request::{Attributes, TransactedAction};

/// A write that guards depend on.
pub(in crate::ops) struct Touch {
    pub(super) model: &'static ModelDescriptor,
    /// The key of the item.
    pub(super) key: Attributes,
    effect: Effect,
    /// Whether what is stored has to be known. If not, there is nothing with this key.
    pub(super) reads: bool,
    /// Whether every guard is claimed, also of values that stay as they are.
    pub(super) claims_all: bool,
    /// The whole name that its table had before, if guards that name that one are taken for its own.
    former_table: Option<Arc<str>>,
}

/// What a write makes of an item.
enum Effect {
    Put(Attributes),
    Update(Vec<Action>),
    Delete,
    /// It stays as it is.
    Keep,
}

/// Whether these changes touch what guards depend on.
pub(in crate::ops) fn is_touched<M: Model>(changes: &UpdateExpression<M>) -> bool {
    let mut guarded = M::DESCRIPTOR.guarded_attributes();
    guarded.any(|name| changes.changes(name))
}

impl Touch {
    /// What a write of a whole item touches. One that puts a new item knows that there is none.
    pub(in crate::ops) fn of_whole(
        model: &'static ModelDescriptor,
        key: &Identity,
        action: &TransactedAction,
        is_new: bool,
    ) -> Result<Option<Self>, Error> {
        let effect = match action {
            _ if model.uniques.is_empty() => return Ok(None),
            TransactedAction::Put { item } => Effect::Put(item.attributes()?),
            TransactedAction::Delete { .. } => Effect::Delete,
            TransactedAction::Update { .. } | TransactedAction::Check { .. } => return Ok(None),
        };
        let key = key.attributes(model.table);
        Ok(Some(Self::new(model, key, effect, !is_new)))
    }

    /// What an update touches.
    pub(in crate::ops) fn of_update<M: Model>(
        key: &M::Key,
        changes: &UpdateExpression<M>,
    ) -> Result<Option<Self>, Error> {
        if !is_touched(changes) {
            return Ok(None);
        }
        let effect = Effect::Update(changes.actions().to_vec());
        let key = key::attributes(key)?;
        Ok(Some(Self::new(M::DESCRIPTOR, key, effect, true)))
    }

    /// The claims of an item for all values that it holds.
    pub(in crate::ops) fn of_adoption<M: Model>(
        key: &M::Key,
        former_table: Option<Arc<str>>,
    ) -> Result<Self, Error> {
        let key = key::attributes(key)?;
        let touch = Self::new(M::DESCRIPTOR, key, Effect::Keep, true);
        Ok(Self {
            former_table,
            ..touch.claiming_all()
        })
    }

    fn new(model: &'static ModelDescriptor, key: Attributes, effect: Effect, reads: bool) -> Self {
        Self {
            model,
            key,
            effect,
            reads,
            claims_all: false,
            former_table: None,
        }
    }

    /// The item in this table, as guards name it; then as they name it that it may take over as they
    /// are.
    pub(super) fn owners(&self, table: &Arc<str>) -> Vec<Owner> {
        let tables = std::iter::once(table).chain(&self.former_table);
        let owners = tables.map(|table| Owner {
            table: Arc::clone(table),
            key: self.key.clone(),
        });
        owners.collect()
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
            // In any namespace as many.
            Effect::Put(item) => held("", self.model, Some(item)).len(),
            Effect::Update(_) | Effect::Delete | Effect::Keep => 0,
        }
    }

    /// The item after the write; `None` if there is none then.
    pub(super) fn after(&self, before: Option<&Attributes>) -> Result<Option<Attributes>, Error> {
        let changes = match &self.effect {
            Effect::Put(item) => return Ok(Some(item.clone())),
            Effect::Delete => return Ok(None),
            Effect::Keep => return Ok(before.cloned()),
            Effect::Update(changes) => changes,
        };
        let Some(before) = before else {
            // Of what is absent only an upsert makes something, which has no paths. The request
            // of any other update is refused.
            let after = evaluate(changes, &self.key);
            return Ok(Some(after.unwrap_or_else(|_| self.key.clone())));
        };
        evaluate(changes, before).map(Some).map_err(|path| {
            Error::new(ErrorKind::MissingParent {
                model: self.model.name,
                key: self.key_text(&self.key),
                paths: vec![path.to_string()],
            })
        })
    }

    /// A key of the model, for messages.
    pub(super) fn key_text(&self, key: &Attributes) -> String {
        StoredItem::new(key.clone()).key_text_of(self.model)
    }
}
