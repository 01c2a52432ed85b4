//! A write of one item, whatever the operation, before it is sent.
//!
//! Every operation that writes one item becomes a [`Planned`], which no longer depends on the
//! model. It is then [sent](super::send) by itself, with guards of unique fields, or as part of a
//! transaction, and what a refusal means is the same in all three.

use std::fmt;
use std::sync::Arc;

use super::preconditions::Preconditions;
use super::proof::Proof;
use super::subject::{Subject, Verb};
use crate::expr::update::nested::Overwrite;
use crate::expr::{
    Action, Condition, DocumentPath, ExpressionKind, Expressions, Node, all_of, is_applied_to,
};
use crate::item::StoredItem;
use crate::model::{Model, ModelDescriptor};
use crate::ops::key::{self, Identity};
use crate::ops::unique::{self, Touch};
use crate::ops::{Repository, conditional, item};
use crate::request::{Attributes, Conditional, ItemAction, ItemWrite, NewItem};
use crate::rules::Bound;
use crate::{Client, Error};

/// A write of one item, ready to be sent.
#[derive(Clone)]
pub struct Planned {
    /// The client of the repository: its tables, and its guards.
    client: Client,
    table: Arc<str>,
    action: PlannedAction,
    /// What has to hold of the stored item.
    condition: Option<Node>,
    pub(in crate::ops) subject: Subject,
    /// What it means to guards of unique fields, if it means anything.
    touch: Option<Touch>,
    /// What has to hold of the stored item for guards to stay as they are, where that is likely.
    same_values: Option<Node>,
    proof: Proof,
    is_repeatable: bool,
    /// The entity that it writes attribute by attribute, for models with nested types.
    entity: Option<Entity>,
}

/// An entity that is written attribute by attribute, so that what its model does not know of a nested
/// value stays.
#[derive(Clone)]
struct Entity {
    attributes: Arc<Attributes>,
    /// What the changes rely on; `None` if what is stored has to be known to make them.
    overwrite: Option<Overwrite>,
}

/// A write whose request is made.
pub(in crate::ops) struct Ready {
    pub(in crate::ops) client: Client,
    pub(in crate::ops) write: ItemWrite,
    pub(in crate::ops) subject: Subject,
    pub(in crate::ops) proof: Proof,
    pub(in crate::ops) is_repeatable: bool,
}

/// What a write does to its item.
#[derive(Clone)]
pub(in crate::ops) enum PlannedAction {
    Put {
        item: NewItem,
    },
    Update {
        key: Attributes,
        changes: Vec<Action>,
    },
    Delete {
        key: Attributes,
    },
    /// Nothing: only its condition counts.
    Check {
        key: Attributes,
    },
}

impl Planned {
    /// A write of an item of this model, on these preconditions and this condition. Sent by itself,
    /// it may be sent again after a lost response.
    pub(in crate::ops) fn new<M: Model, H>(
        repository: &Repository<M, H>,
        verb: Verb,
        action: PlannedAction,
        preconditions: Preconditions,
        condition: Option<Condition<M>>,
    ) -> Result<Self, Error> {
        let model = M::DESCRIPTOR;
        let key = action.identity::<M>()?;
        let condition = conditional::both(preconditions.condition(), condition);
        Ok(Self {
            client: repository.client.clone(),
            table: Arc::clone(&repository.table),
            condition: condition.map(Condition::into_node).transpose()?,
            touch: Touch::of(model, &key, &action, verb == Verb::Create)?,
            same_values: None,
            action,
            subject: Subject::new(verb, model, key, preconditions),
            proof: Proof::default(),
            is_repeatable: true,
            entity: None,
        })
    }

    /// A write of the attributes of an entity, those of its key included, over its stored item.
    pub(in crate::ops) fn of_entity<M: Model, H>(
        repository: &Repository<M, H>,
        verb: Verb,
        entity: &Attributes,
        preconditions: Preconditions,
        condition: Option<Condition<M>>,
    ) -> Result<Self, Error> {
        let model = M::DESCRIPTOR;
        let overwrite = Overwrite::of(model, entity, None).ok();
        let action = PlannedAction::Update {
            key: key::of_item(model, entity),
            changes: changes(overwrite.as_ref(), &preconditions)?,
        };
        let planned = Self::new(repository, verb, action, preconditions, condition)?;
        let entity = (!model.nested.is_empty()).then(|| Entity {
            attributes: Arc::new(entity.clone()),
            overwrite,
        });
        Ok(Self { entity, ..planned })
    }

    /// Whether it depends on the item as it is stored, beyond its conditions: it may have to be
    /// [made anew](Self::over).
    pub(in crate::ops) fn is_of_entity(&self) -> bool {
        self.entity.is_some()
    }

    /// Whether it cannot be sent before what is stored is known.
    pub(in crate::ops) fn needs_item(&self) -> bool {
        let entity = self.entity.as_ref();
        entity.is_some_and(|it| it.overwrite.is_none())
    }

    /// Whether the stored item, `None` if there is none, is not what the changes rely on, and nothing
    /// else is wrong with it.
    pub(in crate::ops) fn is_contradicted_by(&self, item: Option<&Attributes>) -> bool {
        let Some(overwrite) = self.entity.as_ref().and_then(|it| it.overwrite.as_ref()) else {
            return false;
        };
        let is_met = match item {
            Some(item) => self.subject.preconditions.unmet_by(item).is_none(),
            None => self.subject.verb == Verb::Upsert,
        };
        is_met && overwrite.is_contradicted_by(item.unwrap_or(&Attributes::new()))
    }

    /// The same write, made of what is stored; `None` if there is no item.
    pub(in crate::ops) fn over(&self, item: Option<&Attributes>) -> Result<Self, Error> {
        let Some(entity) = &self.entity else {
            return Ok(self.clone());
        };
        let nothing = Attributes::new();
        let stored = item.unwrap_or(&nothing);
        let model = self.subject.model;
        let overwrite = Overwrite::of(model, &entity.attributes, Some(stored)).ok();
        let action = PlannedAction::Update {
            key: key::of_item(model, &entity.attributes),
            changes: changes(overwrite.as_ref(), &self.subject.preconditions)?,
        };
        let touch = Touch::of(model, self.subject.key(), &action, false)?;
        let claims_all = self.subject.verb == Verb::Upsert;
        Ok(Self {
            touch: touch.map(|it| if claims_all { it.claiming_all() } else { it }),
            action,
            entity: Some(Entity {
                attributes: Arc::clone(&entity.attributes),
                overwrite,
            }),
            ..self.clone()
        })
    }

    /// What has to hold of the stored item, what its changes rely on included.
    fn conditions(&self) -> Option<Node> {
        let entity = self.entity.as_ref();
        let overwrite = entity.and_then(|it| it.overwrite.as_ref());
        let premises = overwrite.and_then(Overwrite::premises);
        all_of(self.condition.clone().into_iter().chain(premises))
    }

    /// The same write, which sets something inside these, and keeps rules of fields as long as these
    /// bounds hold. The bounds are part of its condition already.
    pub(in crate::ops) fn changing(
        mut self,
        parents: Vec<DocumentPath>,
        bounds: Vec<Bound>,
    ) -> Self {
        self.subject.parents = parents;
        self.subject.bounds = bounds;
        self
    }

    /// The same write, whose work can be told from others' by this.
    pub(in crate::ops) fn proven_by(self, proof: Proof) -> Self {
        Self { proof, ..self }
    }

    /// The same write, which may be sent again after a lost response only if this says so.
    pub(in crate::ops) fn repeatable(self, is_repeatable: bool) -> Self {
        Self {
            is_repeatable,
            ..self
        }
    }

    /// The same write, which makes the item this one. Where the values of unique fields are so already,
    /// which is likely, guards stay as they are.
    pub(in crate::ops) fn making(mut self, item: &Attributes) -> Self {
        if self.touch.is_some() {
            self.same_values = unique::same_values(self.subject.model, item);
        }
        self
    }

    /// The same write, which claims every guard: those that are missing come back.
    pub(in crate::ops) fn claiming_all(mut self) -> Self {
        self.touch = self.touch.map(Touch::claiming_all);
        self
    }

    /// The same check, which claims all guards of its item: those that name its table under this former
    /// name as well.
    pub(in crate::ops) fn adopting(mut self, former_table: Option<Arc<str>>) -> Self {
        let Subject { model, .. } = self.subject;
        self.touch = Some(Touch::of_adoption(model, self.subject.key(), former_table));
        self
    }

    /// The request, on this condition too.
    ///
    /// # Errors
    /// What exceeds DynamoDB's limits of expressions, with all that is sent counted.
    pub(in crate::ops) fn request(&self, besides: Option<Node>) -> Result<ItemWrite, Error> {
        let (table, conditions) = (Arc::clone(&self.table), self.conditions());
        render(table, self.action.clone(), conditions, besides)
    }

    /// [`request`](Self::request), and what is needed when its response comes.
    pub(in crate::ops) fn into_request(self, besides: Option<Node>) -> Result<Ready, Error> {
        let conditions = match self.entity {
            Some(_) => self.conditions(),
            None => self.condition,
        };
        Ok(Ready {
            write: render(self.table, self.action, conditions, besides)?,
            client: self.client,
            subject: self.subject,
            proof: self.proof,
            is_repeatable: self.is_repeatable,
        })
    }

    /// The client of its repository.
    pub(in crate::ops) fn client(&self) -> &Client {
        &self.client
    }

    /// The table.
    pub(in crate::ops) fn table(&self) -> &Arc<str> {
        &self.table
    }

    /// The key of its item.
    pub(in crate::ops) fn key_attributes(&self) -> Attributes {
        self.subject.key().attributes(self.subject.model.table)
    }

    /// What it does to its item.
    pub(in crate::ops) fn action(&self) -> &PlannedAction {
        &self.action
    }

    /// What it means to guards of unique fields, if it means anything.
    pub(in crate::ops) fn touch(&self) -> Option<&Touch> {
        self.touch.as_ref()
    }

    /// What has to hold of the stored item for guards to stay as they are, where that is likely.
    pub(in crate::ops) fn same_values(&self) -> Option<&Node> {
        self.same_values.as_ref()
    }

    /// The name of the model.
    pub(in crate::ops) fn model(&self) -> &'static str {
        self.subject.model.name
    }

    /// The key as text for messages, which few need.
    pub(in crate::ops) fn key_text(&self) -> String {
        self.subject.key_text()
    }

    /// What tells apart the items of a transaction.
    pub(in crate::ops) fn item(&self) -> (&str, &Identity) {
        (&self.table, self.subject.key())
    }

    /// Size of a new item, as DynamoDB counts it; 0 for other writes.
    pub(in crate::ops) fn new_bytes(&self) -> usize {
        match &self.action {
            PlannedAction::Put {
                item: NewItem::Encoded(item),
            } => item.bytes,
            _ => 0,
        }
    }
}

/// The changes that write an entity, and count its version.
fn changes(
    overwrite: Option<&Overwrite>,
    preconditions: &Preconditions,
) -> Result<Vec<Action>, Error> {
    let changes = overwrite.map(Overwrite::changes::<()>).unwrap_or_default();
    Ok(preconditions.incremented(changes).into_actions()?)
}

fn render(
    table: Arc<str>,
    action: PlannedAction,
    condition: Option<Node>,
    besides: Option<Node>,
) -> Result<ItemWrite, Error> {
    let mut expressions = Expressions::new();
    let action = action.rendered(&mut expressions)?;
    let condition = all_of(condition.into_iter().chain(besides));
    let condition = condition
        .map(|node| expressions.condition_node(ExpressionKind::Condition, node))
        .transpose()?;
    Ok(ItemWrite {
        table,
        action,
        conditional: Conditional {
            condition,
            substitutions: expressions.finish()?,
        },
    })
}

impl PlannedAction {
    fn identity<M: Model>(&self) -> Result<Identity, Error> {
        Ok(match self {
            Self::Put {
                item: NewItem::Encoded(item),
            } => item.read(|reader| key::identity_of_read::<M>(reader.clone()))?,
            Self::Put {
                item: NewItem::Attributes(key),
            }
            | Self::Update { key, .. }
            | Self::Delete { key }
            | Self::Check { key } => key::identity_of_item::<M>(Some(key)),
        })
    }

    fn rendered(self, expressions: &mut Expressions) -> Result<ItemAction, Error> {
        Ok(match self {
            Self::Put { item } => ItemAction::Put { item },
            Self::Update { key, changes } => ItemAction::Update {
                key,
                update: expressions.actions(changes)?,
            },
            Self::Delete { key } => ItemAction::Delete { key },
            Self::Check { key } => ItemAction::Check { key },
        })
    }

    /// Whether doing it to this item would leave it as it is, as far as that can be told: it may then
    /// be the work of an earlier attempt.
    pub(super) fn may_have_made(&self, model: &ModelDescriptor, item: &StoredItem) -> bool {
        let stored = item.attributes();
        match self {
            Self::Put { item } => item
                .attributes()
                .is_ok_and(|sent| item::is_as_sent(model, &sent, stored)),
            Self::Update { changes, .. } => is_applied_to(changes, stored),
            Self::Delete { .. } | Self::Check { .. } => false,
        }
    }
}

/// Without values, which may be sensitive.
impl fmt::Debug for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, model) = (self.subject.verb.name(), self.model());
        write!(f, "{verb} {model} {}", self.key_text())
    }
}
