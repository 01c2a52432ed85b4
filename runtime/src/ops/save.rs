//! Writing an entity back, and nothing else.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::transaction::{IntoWrite, Planned, Verb};
use super::{Repository, conditional, refusal};
use crate::expr::{Condition, Expressions, UpdateExpression};
use crate::item::StoredItem;
use crate::model::Model;
use crate::request::{
    self, Attributes, Conditional, Refused, Returned, TransactedAction, TransactedWrite, Whole,
};
use crate::{Client, Error};

const OPERATION: &str = "UpdateItem";

/// Writes all attributes of an entity and leaves others of the item alone. Made by
/// [`Repository::save`] and [`Repository::upsert`].
///
/// # If the future is dropped
/// All attributes are written, or none.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Save<M: Model> {
    repository: Repository<M>,
    entity: M,
    condition: Option<Condition<M>>,
    may_create: bool,
}

impl<M: Model> Repository<M> {
    /// Writes an entity over its stored item: an `UpdateItem` that sets the model's attributes,
    /// removes those that are `None`, and touches no other. Returns the item as it is now.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no item with its key;
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) for values that break rules of the schema,
    /// before any request.
    pub fn save(&self, entity: &M) -> Save<M> {
        Save {
            repository: self.clone(),
            entity: entity.clone(),
            condition: None,
            may_create: false,
        }
    }

    /// Writes an entity over its stored item, or stores it if there is none. Returns the item as
    /// it is now.
    pub fn upsert(&self, entity: &M) -> Save<M> {
        Save {
            may_create: true,
            ..self.save(entity)
        }
    }
}

impl<M: Model> Save<M> {
    /// Writes only if this holds. Given more than once, all have to hold.
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    async fn run(self) -> Result<M, Error> {
        let Self {
            repository: Repository { client, table, .. },
            entity,
            condition,
            may_create,
        } = self;
        let entity = super::rules::accepted(entity)?;
        let key = entity.key();
        let Prepared {
            ours,
            key_attributes,
            update,
            conditional,
        } = prepare(&client, &entity, condition, may_create)?;
        let saved = request::update::<Whole<M>>(
            &client,
            &table,
            key_attributes,
            update,
            conditional,
            Returned::New,
            true,
        )
        .await;
        match saved.map(|written| written.item) {
            Ok(Some(item)) => {
                item.map_err(|error| refusal::unreadable(error, &key, OPERATION, &table))
            }
            Ok(None) => Err(refusal::nothing_returned(OPERATION, &table)),
            Err(Refused::Condition {
                item,
                after_lost_answer: true,
                ..
            }) if super::item::is_stored::<M>(&ours, item.as_ref()) => {
                let item = StoredItem::new(ours).decode();
                item.map_err(|error| refusal::unreadable(error, &key, OPERATION, &table))
            }
            Err(refused) => Err(refusal::of_existing(refused, &key, OPERATION, &table)),
        }
    }
}

/// A request that is ready.
struct Prepared {
    /// The item as it will be, as far as the model knows it.
    ours: Attributes,
    key_attributes: Attributes,
    update: Option<String>,
    conditional: Conditional,
}

fn prepare<M: Model>(
    client: &Client,
    entity: &M,
    condition: Option<Condition<M>>,
    may_create: bool,
) -> Result<Prepared, Error> {
    let mut ours = super::item::attributes(entity)?;
    if let Some((name, value)) = super::updated::now::<M>(client)? {
        ours.insert(name.to_owned(), value);
    }
    let mut expressions = Expressions::new();
    let update = UpdateExpression::<M>::replacing(M::DESCRIPTOR.attributes, ours.clone());
    let update = expressions.update(update)?;
    let exists = (!may_create).then(conditional::exists);
    let condition = conditional::both(exists, condition);
    Ok(Prepared {
        ours,
        key_attributes: super::key::attributes(&entity.key())?,
        update,
        conditional: conditional::beside(expressions, condition)?,
    })
}

impl<M: Model> IntoWrite for Save<M> {
    fn into_write(self) -> Result<Planned, Error> {
        let Repository { client, table, .. } = self.repository;
        let entity = super::rules::accepted(self.entity)?;
        let prepared = prepare(&client, &entity, self.condition, self.may_create)?;
        let write = TransactedWrite {
            table,
            action: TransactedAction::Update {
                key: prepared.key_attributes,
                update: prepared.update,
            },
            conditional: prepared.conditional,
        };
        let verb = if self.may_create {
            Verb::Upsert
        } else {
            Verb::Save
        };
        Planned::new(verb, &entity.key(), write, Vec::new())
    }
}

impl<M: Model> IntoFuture for Save<M> {
    type Output = Result<M, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
