//! A write of one item by any operation, before it is sent.
//!
//! Every operation that writes one item becomes a [`Planned`], which no longer depends on the
//! model. It is then [sent](crate::write::send) by itself, with guards of unique fields, or as part
//! of a transaction, and a refusal is interpreted the same way in all three.

use std::fmt;
use std::sync::Arc;

use super::GuardEffect;
use super::action::PlannedAction;
use super::entity::Entity;
use super::mirror::MirrorBasis;
use super::preconditions::Preconditions;
use super::proof::Proof;
use super::subject::{Subject, Verb};
use super::unchanged::same_values;
use crate::expr::update::bounds::Bound;
use crate::expr::{Condition, Node, added_to, conditional, copied};
use crate::item::Attributes;
use crate::model::{Model, ModelDescriptor};
use crate::path::DocumentPath;
use crate::repository::Repository;
use crate::repository::key::Identity;
use crate::request::ItemWrite;
use crate::transport::NewItem;
use crate::{Client, Error};

/// A write of one item, ready to be sent.
#[derive(Clone)]
pub struct Planned {
    /// The client of the repository, which names its tables and guards.
    pub(super) client: Client,
    pub(super) table: Arc<str>,
    pub(crate) action: PlannedAction,
    /// The condition on the stored item.
    pub(crate) condition: Option<Node>,
    pub(crate) subject: Subject,
    /// The effect on guards of unique fields, if there is one.
    pub(super) guard_effect: Option<GuardEffect>,
    /// The condition under which guards stay as they are, if it is likely to hold.
    pub(super) same_values: Option<Node>,
    pub(crate) proof: Proof,
    pub(crate) is_repeatable: bool,
    /// The entity written attribute by attribute, for models with nested types.
    pub(super) entity: Option<Entity>,
    /// The item that changes of fields in phases are made from.
    pub(super) mirror_basis: MirrorBasis,
}

/// A write with its request.
pub(crate) struct Ready {
    pub(crate) client: Client,
    pub(crate) write: ItemWrite,
    pub(crate) subject: Subject,
    pub(crate) proof: Proof,
    pub(crate) is_repeatable: bool,
}

impl Planned {
    /// Plans a write of an item of this model, on these preconditions and this condition. Sent by
    /// itself, it may be retried after a lost response.
    pub(crate) fn new<M: Model, H>(
        repository: &Repository<M, H>,
        verb: Verb,
        action: PlannedAction,
        preconditions: Preconditions,
        condition: Option<Condition<M>>,
    ) -> Result<Self, Error> {
        let condition = conditional::both(preconditions.condition(), condition);
        let condition = condition.map(Condition::into_node).transpose()?;
        let on = (&repository.client, Arc::clone(&repository.table));
        Self::of_model(on, M::DESCRIPTOR, verb, action, preconditions, condition)
    }

    /// Plans a write of an item of the model with this descriptor, in the table with this full
    /// name. The condition must include the preconditions.
    pub(crate) fn of_model(
        (client, table): (&Client, Arc<str>),
        model: &'static ModelDescriptor,
        verb: Verb,
        action: PlannedAction,
        preconditions: Preconditions,
        condition: Option<Node>,
    ) -> Result<Self, Error> {
        let key = action.identity(model.table)?;
        let mut subject = Subject::new(verb, model, key, preconditions);
        if let PlannedAction::Update { changes, .. } = &action {
            subject.added_to = added_to(changes);
            subject.copied = copied(changes);
            if subject.copies() {
                subject.copying_if.clone_from(&condition);
            }
        }
        // An encoded item has been measured.
        if !matches!(
            &action,
            PlannedAction::Put {
                item: NewItem::Encoded(_)
            }
        ) {
            subject.check_size(action.least_bytes(model.phased))?;
        }
        Ok(Self {
            client: client.clone(),
            table,
            condition,
            guard_effect: GuardEffect::of(model, subject.key(), &action, verb)?,
            same_values: None,
            action,
            subject,
            proof: Proof::default(),
            is_repeatable: true,
            entity: None,
            mirror_basis: None,
        })
    }

    /// Returns the same write, which sets something inside these parents, and keeps field rules as
    /// long as these bounds hold. The bounds must be part of its condition already.
    pub(crate) fn changing(mut self, parents: Vec<DocumentPath>, bounds: Vec<Bound>) -> Self {
        self.subject.parents = parents;
        self.subject.bounds = bounds;
        self
    }

    /// Returns the same write, whose work this proof distinguishes from that of others.
    pub(crate) fn proven_by(self, proof: Proof) -> Self {
        Self { proof, ..self }
    }

    /// Returns the same write; `is_repeatable` decides if it may be retried after a lost response.
    pub(crate) fn repeatable(self, is_repeatable: bool) -> Self {
        Self {
            is_repeatable,
            ..self
        }
    }

    /// Returns the same write, which results in this item. If the values of unique fields are
    /// unchanged, which is likely, guards stay as they are.
    pub(crate) fn making(mut self, item: &Attributes) -> Self {
        if self.guard_effect.is_some() || self.needs_item() {
            self.same_values = same_values(self.subject.model, item);
        }
        self
    }

    /// Returns the same check, which claims all guards of its item, including those that name its
    /// table by this former name.
    pub(crate) fn adopting(mut self, former_table: Option<Arc<str>>) -> Self {
        let Subject { model, .. } = self.subject;
        self.guard_effect = Some(GuardEffect::of_adoption(
            model,
            self.subject.key(),
            former_table,
        ));
        self
    }

    /// Returns the request, on this condition too.
    ///
    /// # Errors
    /// Limits of DynamoDB on expressions that are exceeded, with all that is sent counted, and values that
    /// have no place in the other stored form of their field.
    pub(crate) fn request(&self, besides: Option<Node>) -> Result<ItemWrite, Error> {
        let (table, conditions) = (Arc::clone(&self.table), self.conditions());
        let (model, basis) = (self.subject.model, self.mirror_basis.as_deref());
        let action = self.action.clone().mirrored(model, basis)?;
        action.on(table, conditions, besides)
    }

    /// Returns [`request`](Self::request), with the data needed for its response.
    pub(crate) fn into_request(self, besides: Option<Node>) -> Result<Ready, Error> {
        let model = self.subject.model;
        let conditions = if self.depends_on_item() || self.subject.copies() {
            self.conditions()
        } else {
            self.condition
        };
        let action = (self.action).mirrored(model, self.mirror_basis.as_deref())?;
        Ok(Ready {
            write: action.on(self.table, conditions, besides)?,
            client: self.client,
            subject: self.subject,
            proof: self.proof,
            is_repeatable: self.is_repeatable,
        })
    }

    /// Returns the client of the repository.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the name of the table.
    pub(crate) fn table(&self) -> &Arc<str> {
        &self.table
    }

    /// Returns the key of the item.
    pub(crate) fn key_attributes(&self) -> Attributes {
        self.subject.key().attributes(self.subject.model.table)
    }

    /// Returns the action on the item.
    pub(crate) fn action(&self) -> &PlannedAction {
        &self.action
    }

    /// Returns the minimum size of the item after the write, in bytes as DynamoDB counts.
    pub(crate) fn least_bytes(&self) -> usize {
        self.action.least_bytes(self.subject.model.phased)
    }

    /// Returns the effect on guards of unique fields, if there is one.
    pub(crate) fn guard_effect(&self) -> Option<&GuardEffect> {
        self.guard_effect.as_ref()
    }

    /// Returns the condition under which guards stay as they are, if it is likely to hold.
    pub(crate) fn same_values(&self) -> Option<&Node> {
        self.same_values.as_ref()
    }

    /// Returns the name of the model.
    pub(crate) fn model(&self) -> &'static str {
        self.subject.model.name
    }

    /// Returns the key as text for messages; computed on demand.
    pub(crate) fn key_text(&self) -> String {
        self.subject.key_text()
    }

    /// Returns the table and key, which identify the item in a transaction.
    pub(crate) fn item(&self) -> (&str, &Identity) {
        (&self.table, self.subject.key())
    }
}

/// Omits values, which may be sensitive.
impl fmt::Debug for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, model) = (self.subject.verb.name(), self.model());
        write!(f, "{verb} {model} {}", self.key_text())
    }
}
