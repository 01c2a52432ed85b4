//! The plan of a write of a whole entity over its stored item.
//!
//! Attributes that the model does not declare stay. Nested types are written by paths, which depend
//! on the stored item: its state is assumed first, and if the assumption fails the plan is made
//! again from the stored item.

use std::sync::Arc;

use super::GuardEffect;
use super::action::PlannedAction;
use super::planned::Planned;
use super::preconditions::Preconditions;
use super::subject::Verb;
use crate::Error;
use crate::expr::update::nested::{NeedsItem, Overwrite, Premises};
use crate::expr::{Action, Condition, Node, all_of};
use crate::item::Attributes;
use crate::model::{Model, ModelDescriptor};
use crate::repository::{Repository, key};

/// An entity written attribute by attribute, so that unknown parts of nested values stay.
#[derive(Clone)]
pub(super) struct Entity {
    attributes: Arc<Attributes>,
    /// The assumptions of the changes about the stored item; `None` if the changes can only be made
    /// from the stored item.
    premises: Option<Premises>,
}

impl Planned {
    /// Returns a write of the attributes of an entity, including its key, over its stored item.
    pub(crate) fn of_entity<M: Model, H>(
        repository: &Repository<M, H>,
        verb: Verb,
        entity: &Attributes,
        preconditions: Preconditions,
        condition: Option<Condition<M>>,
    ) -> Result<Self, Error> {
        let model = M::DESCRIPTOR;
        let (changes, premises) = overwriting(model, entity, None, &preconditions)?;
        let action = PlannedAction::Update {
            key: key::of_item(model, entity),
            changes,
        };
        let planned = Self::new(repository, verb, action, preconditions, condition)?;
        let entity = (!model.nested.is_empty()).then(|| Entity {
            attributes: Arc::new(entity.clone()),
            premises,
        });
        Ok(Self { entity, ..planned })
    }

    /// Returns `true` if the write depends on the stored item beyond its conditions: it may have to
    /// be [made again](Self::over).
    pub(crate) fn depends_on_item(&self) -> bool {
        self.entity.is_some() || self.relies_on_mirrors()
    }

    /// Returns `true` if the write cannot be sent before the stored item is known.
    pub(crate) fn needs_item(&self) -> bool {
        self.missing_changes().is_some() || self.needs_mirror_basis()
    }

    /// Returns the attributes of the entity, if the changes do not contain them yet.
    pub(crate) fn missing_changes(&self) -> Option<&Attributes> {
        let entity = self.entity.as_ref()?;
        entity.premises.is_none().then_some(&*entity.attributes)
    }

    /// Returns `true` if the stored item, `None` if there is none, contradicts the assumptions of
    /// the changes, and meets all other conditions.
    pub(crate) fn is_contradicted_by(&self, item: Option<&Attributes>) -> bool {
        if !self.depends_on_item() {
            return false;
        }
        let is_met = match item {
            Some(item) => self.subject.preconditions.unmet_by(item).is_none(),
            None => self.subject.preconditions.creates(),
        };
        let nothing = Attributes::new();
        let item = item.unwrap_or(&nothing);
        let premises = self.entity.as_ref().and_then(|it| it.premises.as_ref());
        let is_contradicted = premises.is_some_and(|it| it.are_contradicted_by(item))
            || self.mirror_premises().any(|premise| !premise.holds(item));
        is_met && is_contradicted
    }

    /// Returns the same write, made from the stored item; `None` if there is no item.
    pub(crate) fn over(&self, item: Option<&Attributes>) -> Result<Self, Error> {
        let nothing = Attributes::new();
        let stored = item.unwrap_or(&nothing);
        let mirror_basis = self.mirror_basis_in(stored);
        let Some(entity) = &self.entity else {
            return Ok(Self {
                mirror_basis,
                ..self.clone()
            });
        };
        let model = self.subject.model;
        let preconditions = &self.subject.preconditions;
        let (changes, premises) =
            overwriting(model, &entity.attributes, Some(stored), preconditions)?;
        let action = PlannedAction::Update {
            key: key::of_item(model, &entity.attributes),
            changes,
        };
        let guard_effect = GuardEffect::of(model, self.subject.key(), &action, self.subject.verb)?;
        Ok(Self {
            guard_effect,
            action,
            entity: Some(Entity {
                attributes: Arc::clone(&entity.attributes),
                premises,
            }),
            mirror_basis,
            ..self.clone()
        })
    }

    /// Returns the condition on the stored item, including the assumptions of the changes.
    pub(super) fn conditions(&self) -> Option<Node> {
        let entity = self.entity.as_ref();
        let premises = entity.and_then(|it| it.premises.as_ref());
        let premises = premises.and_then(Premises::node);
        let conditions = [self.condition.clone(), premises, self.action.condition()];
        all_of(
            conditions
                .into_iter()
                .flatten()
                .chain(self.mirror_premises()),
        )
    }
}

/// Returns the changes that write an entity and increment its version, with their assumptions:
/// `None` if they can only be made from the stored item.
fn overwriting(
    model: &ModelDescriptor,
    entity: &Attributes,
    stored: Option<&Attributes>,
    preconditions: &Preconditions,
) -> Result<(Vec<Action>, Option<Premises>), Error> {
    let (changes, premises) = match Overwrite::of(model, entity, stored) {
        Ok(overwrite) => {
            let (changes, premises) = overwrite.into_parts::<()>();
            (changes, Some(premises))
        }
        Err(NeedsItem) => Default::default(),
    };
    let changes = preconditions.incremented(changes).into_actions()?;
    Ok((changes, premises))
}
