//! Writing an entity back, and nothing else.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::lifecycle::{Demands, State};
use super::transaction::{IntoWrite, Part, Planned, Verb};
use super::unique::Touch;
use super::{Repository, conditional, hooked, refusal, rules, unique};
use crate::expr::{Condition, Expressions, UpdateExpression};
use crate::hooks::{Hooks, NoHooks};
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
/// All attributes are written, or none. If they are, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Save<M: Model, H = NoHooks> {
    repository: Repository<M, H>,
    entity: M,
    condition: Option<Condition<M>>,
    /// Where in its life the item has to be.
    state: State,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Writes an entity over its stored item: an `UpdateItem` that sets the model's attributes,
    /// removes those that are `None`, and touches no other. Returns the item as it is now, with
    /// its next version if it has one. The time of deletion of the entity does not count: what is
    /// deleted can only be restored.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no item with its key, or
    /// when it is deleted; [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when
    /// it has another version than the entity; [`ErrorKind::Invalid`](crate::ErrorKind::Invalid)
    /// for values that break rules of the schema, before any request.
    pub fn save(&self, entity: &M) -> Save<M, H> {
        Save {
            repository: self.clone(),
            entity: entity.clone(),
            condition: None,
            state: State::Live,
        }
    }

    /// Writes an entity over its stored item, or stores it if there is none. Returns the item as
    /// it is now. A version begins at 1, whatever the entity has.
    ///
    /// # Errors
    /// Those of [`save`](Self::save) if there is an item: one that is deleted stays as it is.
    pub fn upsert(&self, entity: &M) -> Save<M, H> {
        Save {
            state: State::LiveOrAbsent,
            ..self.save(entity)
        }
    }
}

impl<M: Model, H: Hooks<M>> Save<M, H> {
    /// Writes only if this holds. Given more than once, all have to hold.
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    async fn run(self) -> Result<M, Error> {
        let (mut save, hooks) = self.split();
        hooked::saving(&hooks, &mut save.entity).await?;
        save.entity = rules::accepted(save.entity)?;
        let ours = H::ARE_THERE.then(|| save.entity.clone());
        let saved = save.send().await;
        if let Some(ours) = ours
            && hooked::took_place(&saved)
        {
            hooked::saved(&hooks, saved.as_ref().unwrap_or(&ours)).await;
        }
        saved
    }

    fn split(self) -> (Save<M>, H) {
        let (repository, hooks) = self.repository.split();
        let save = Save {
            repository,
            entity: self.entity,
            condition: self.condition,
            state: self.state,
        };
        (save, hooks)
    }
}

impl<M: Model> Save<M> {
    /// Writes an entity that keeps the rules.
    async fn send(self) -> Result<M, Error> {
        if M::DESCRIPTOR.uniques.is_empty() {
            return self.plain().await;
        }
        if self.state != State::Live {
            return self.with_guards().await;
        }
        let same = unique::same_values(&super::item::attributes(&self.entity)?);
        match self.clone().only_if(same).plain().await {
            // The condition may have failed because the values of unique fields change.
            Err(error) if unique::may_change(&error) => self.with_guards().await,
            saved => saved,
        }
    }

    async fn plain(self) -> Result<M, Error> {
        let Self {
            repository: Repository { client, table, .. },
            entity,
            condition,
            state,
        } = self;
        let key = entity.key();
        let Prepared {
            ours,
            key_attributes,
            update,
            conditional,
            demands,
            ..
        } = prepare(&client, &entity, condition, state)?;
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
                item: Some(item),
                after_lost_answer: true,
                ..
            }) if super::item::is_stored::<M>(&demands.as_counted(&ours, &item), Some(&item)) => {
                let item = item.decode();
                item.map_err(|error| refusal::unreadable(error, &key, OPERATION, &table))
            }
            Err(refused) => Err(refusal::of_existing(
                refused, &key, &demands, OPERATION, &table,
            )),
        }
    }
}

impl<M: Model> Save<M> {
    async fn with_guards(self) -> Result<M, Error> {
        let Repository { client, table, .. } = self.repository.clone();
        let key = self.entity.key();
        let (planned, _) = self.planned()?;
        let change = unique::commit_one(&client, planned).await?;
        let item = StoredItem::new(change.after.unwrap_or_default()).decode();
        item.map_err(|error| refusal::unreadable(error, &key, unique::OPERATION, &table))
    }
}

/// A request that is ready.
struct Prepared {
    /// The item as it will be, as far as the model knows it.
    ours: Attributes,
    key_attributes: Attributes,
    touch: Option<Touch>,
    update: Option<String>,
    conditional: Conditional,
    demands: Demands,
}

fn prepare<M: Model>(
    client: &Client,
    entity: &M,
    condition: Option<Condition<M>>,
    state: State,
) -> Result<Prepared, Error> {
    let mut ours = super::item::attributes(entity)?;
    if let Some((name, value)) = super::times::now::<M>(client)? {
        ours.insert(name.to_owned(), value);
    }
    let demands = Demands::of_entity::<M>(state, &mut ours);
    let mut expressions = Expressions::new();
    let changes = UpdateExpression::<M>::replacing(M::DESCRIPTOR.beside_key(), ours.clone());
    let changes = demands.counted(changes);
    let key = entity.key();
    let touch = Touch::of_update(&key, &changes)?;
    let update = expressions.update(changes)?;
    let condition = conditional::both(demands.condition(), condition);
    Ok(Prepared {
        ours,
        key_attributes: super::key::attributes(&key)?,
        touch,
        update,
        conditional: conditional::beside(expressions, condition)?,
        demands,
    })
}

impl<M: Model> Save<M> {
    /// The write of a transaction, and the item as it will be.
    fn planned(self) -> Result<(Planned, Attributes), Error> {
        let Repository { client, table, .. } = self.repository;
        let entity = self.entity;
        let prepared = prepare(&client, &entity, self.condition, self.state)?;
        let write = TransactedWrite {
            table,
            action: TransactedAction::Update {
                key: prepared.key_attributes,
                update: prepared.update,
            },
            conditional: prepared.conditional,
        };
        let verb = match self.state {
            State::LiveOrAbsent => Verb::Upsert,
            _ => Verb::Save,
        };
        let touch = match verb {
            Verb::Upsert => prepared.touch.map(Touch::claiming_all),
            _ => prepared.touch,
        };
        let planned = Planned::new::<M>(verb, write, Vec::new(), prepared.demands)?;
        Ok((planned.touching(touch), prepared.ours))
    }
}

impl<M: Model, H: Hooks<M>> IntoWrite for Save<M, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (save, hooks) = self.split();
        let Save {
            repository,
            entity,
            condition,
            state,
        } = save;
        hooked::part_of_save(hooks, entity, move |entity| {
            let save = Save {
                repository,
                entity,
                condition,
                state,
            };
            let (planned, ours) = save.planned()?;
            Ok((planned, Some(ours)))
        })
    }
}

impl<M: Model, H: Hooks<M>> IntoFuture for Save<M, H> {
    type Output = Result<M, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
