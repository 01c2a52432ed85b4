//! Writes the attributes of an entity, and no others.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use super::plan::{Planned, Preconditions, Proof, State, Verb, rules, times, write_id};
use super::returning::{Return, ReturnNew, ReturnNothing};
use super::{IntoWrite, Part, hooked, item, send};
use crate::Error;
use crate::expr::{Condition, conditional};
use crate::hooks::{Hooks, NoHooks};
use crate::item::{Attributes, StoredItem};
use crate::model::Model;
use crate::repository::Repository;
use crate::request::Returned;

/// Writes all attributes of an entity and leaves others of the item alone. Made by
/// [`Repository::save`] and [`Repository::upsert`].
///
/// # If the future is dropped
/// All attributes are written, or none. If they are, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Save<M: Model, R = ReturnNew, H = NoHooks> {
    repository: Repository<M, H>,
    entity: M,
    condition: Option<Condition<M>>,
    /// The required state of the item.
    state: State,
    returned: PhantomData<R>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Writes an entity over its stored item: an `UpdateItem` that sets the model's attributes,
    /// removes those that are `None`, and touches no other. Returns the item as it is now, with its
    /// next version if it has one. The time of deletion of the entity is ignored: a deleted item
    /// can only be restored.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no item with its key, or
    /// when it is deleted; [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when
    /// it has another version than the entity; [`ErrorKind::Invalid`](crate::ErrorKind::Invalid)
    /// for values that break rules of the schema, before any request.
    pub fn save(&self, entity: &M) -> Save<M, ReturnNew, H> {
        Save {
            repository: self.clone(),
            entity: entity.clone(),
            condition: None,
            state: State::Live,
            returned: PhantomData,
        }
    }

    /// Writes an entity over its stored item, or stores it if there is none. Returns the item as it
    /// is now. A version starts at 1, whatever the entity has.
    ///
    /// # Errors
    /// Those of [`save`](Self::save) if there is an item: a deleted one stays as it is.
    pub fn upsert(&self, entity: &M) -> Save<M, ReturnNew, H> {
        Save {
            state: State::LiveOrAbsent,
            ..self.save(entity)
        }
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> Save<M, R, H> {
    /// Writes only if this condition holds. Given more than once, all must hold.
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    /// Returns nothing, so that the item is not sent back.
    pub fn return_nothing(self) -> Save<M, ReturnNothing, H> {
        Save {
            repository: self.repository,
            entity: self.entity,
            condition: self.condition,
            state: self.state,
            returned: PhantomData,
        }
    }

    async fn run(self) -> Result<R::Output, Error> {
        let (mut save, hooks) = self.split();
        hooked::saving(&hooks, &mut save.entity).await?;
        save.entity = rules::accepted(save.entity)?;
        let (planned, ours) = save.plan()?;
        let returned = if H::ARE_THERE {
            Returned::New
        } else {
            R::RETURNED
        };
        let applied = send::planned(planned, returned).await;
        hooked::saved_as(&hooks, &applied, &StoredItem::new(ours)).await;
        R::output(applied?)
    }

    fn split(self) -> (Save<M>, H) {
        let (repository, hooks) = self.repository.split();
        let save = Save {
            repository,
            entity: self.entity,
            condition: self.condition,
            state: self.state,
            returned: PhantomData,
        };
        (save, hooks)
    }
}

impl<M: Model> Save<M> {
    /// Returns the write of an entity that keeps the field rules, and the item as it will be, as
    /// far as the model knows it.
    fn plan(self) -> Result<(Planned, Attributes), Error> {
        let client = &self.repository.client;
        let mut ours = item::attributes(&self.entity)?;
        if let Some((name, value)) = times::now::<M>(client)? {
            ours.insert(name.to_owned(), value);
        }
        let preconditions = Preconditions::of_entity::<M>(self.state, &mut ours);
        let proof = write_id::renew::<M>(client, &mut ours, Proof::default());
        let verb = match self.state {
            State::LiveOrAbsent => Verb::Upsert,
            _ => Verb::Save,
        };
        let condition = self.condition;
        let repository = &self.repository;
        let planned = Planned::of_entity(repository, verb, &ours, preconditions, condition)?;
        let planned = match verb {
            Verb::Upsert => planned,
            _ => planned.making(&ours),
        };
        Ok((planned.proven_by(proof), ours))
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> IntoWrite for Save<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (save, hooks) = self.split();
        let entity = save.entity;
        hooked::part_of_save(hooks, entity, move |entity| Save { entity, ..save }.plan())
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> IntoFuture for Save<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
