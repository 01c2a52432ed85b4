//! Replaces an item as a whole.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use super::plan::{
    Planned, PlannedAction, Preconditions, Proof, State, Verb, rules, times, write_id,
};
use super::returning::{ReplaceReturn, ReturnNew, ReturnNothing, ReturnReplaced};
use super::{IntoWrite, Part, hooked, item, send};
use crate::Error;
use crate::expr::{Condition, conditional};
use crate::hooks::{Hooks, NoHooks};
use crate::item::{Attributes, StoredItem};
use crate::model::{Model, Overwrite};
use crate::repository::Repository;
use crate::transport::NewItem;

/// Replaces the whole stored item with an entity. Made by [`Repository::replace`] and
/// [`Repository::put`].
///
/// # If the future is dropped
/// The item is the new one, or unchanged. If it is the new one, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Replace<M: Model, R = ReturnReplaced, H = NoHooks> {
    repository: Repository<M, H>,
    entity: M,
    condition: Option<Condition<M>>,
    /// The required state of the item.
    state: State,
    returned: PhantomData<R>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Replaces the stored item with this one: a `PutItem` on the condition that there is one, and
    /// at the same version if the model has one. Attributes that the model does not know are
    /// discarded, and listed in the result; [`save`](Self::save) keeps them.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is none, or when it is
    /// deleted; [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has
    /// another version.
    pub fn replace(&self, entity: &M) -> Replace<M, ReturnReplaced, H> {
        Replace {
            repository: self.clone(),
            entity: entity.clone(),
            condition: None,
            state: State::Live,
            returned: PhantomData,
        }
    }

    /// Stores this item, whether there is one with its key or not: a `PutItem` without a condition,
    /// but for that of a soft delete. An item that is stored is overwritten with all its
    /// attributes, unread. Returns the item as it is stored.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if the stored item is deleted.
    pub fn put(&self, entity: &M) -> Replace<M, ReturnNew, H>
    where
        M: Overwrite,
    {
        Replace {
            repository: self.clone(),
            entity: entity.clone(),
            condition: None,
            state: State::LiveOrAbsent,
            returned: PhantomData,
        }
    }
}

impl<M: Model, R: ReplaceReturn<M>, H: Hooks<M>> Replace<M, R, H> {
    /// Replaces the item only if this condition holds. Given more than once, all must hold.
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    /// Returns nothing, so that the old item is not sent back.
    pub fn return_nothing(self) -> Replace<M, ReturnNothing, H> {
        Replace {
            repository: self.repository,
            entity: self.entity,
            condition: self.condition,
            state: self.state,
            returned: PhantomData,
        }
    }

    async fn run(self) -> Result<R::Output, Error> {
        let (mut replace, hooks) = self.split();
        hooked::saving(&hooks, &mut replace.entity).await?;
        replace.entity = rules::accepted(replace.entity)?;
        let (planned, ours) = replace.plan()?;
        let applied = send::planned(planned, R::RETURNED).await;
        let ours = StoredItem::new(ours);
        hooked::saved_as(&hooks, &applied, &ours).await;
        R::output(applied?, ours)
    }

    fn split(self) -> (Replace<M>, H) {
        let (repository, hooks) = self.repository.split();
        let replace = Replace {
            repository,
            entity: self.entity,
            condition: self.condition,
            state: self.state,
            returned: PhantomData,
        };
        (replace, hooks)
    }
}

impl<M: Model> Replace<M> {
    /// Returns the write of an entity that keeps the field rules, and the item as it will be: with
    /// the time of the write and its next version.
    fn plan(self) -> Result<(Planned, Attributes), Error> {
        let client = &self.repository.client;
        let mut ours = item::attributes(&self.entity)?;
        if let Some((name, value)) = times::now::<M>(client)? {
            ours.insert(name.to_owned(), value);
        }
        let preconditions = Preconditions::of_entity::<M>(self.state, &mut ours);
        let proof = write_id::renew::<M>(client, &mut ours, Proof::default());
        let action = PlannedAction::Put {
            item: NewItem::Attributes(ours.clone()),
        };
        let verb = match self.state {
            State::LiveOrAbsent => Verb::Put,
            _ => Verb::Replace,
        };
        let condition = self.condition;
        let planned = Planned::new(&self.repository, verb, action, preconditions, condition)?;
        Ok((planned.making(&ours).proven_by(proof), ours))
    }
}

impl<M: Model, R: ReplaceReturn<M>, H: Hooks<M>> IntoWrite for Replace<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (replace, hooks) = self.split();
        let entity = replace.entity;
        hooked::part_of_save(hooks, entity, move |entity| {
            Replace { entity, ..replace }.plan()
        })
    }
}

impl<M: Model, R: ReplaceReturn<M>, H: Hooks<M>> IntoFuture for Replace<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
