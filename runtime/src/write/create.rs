//! Creating an item.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::plan::{Planned, PlannedAction, Preconditions, Proof, State, Verb, rules, write_id};
use super::{IntoWrite, Part, hooked, item, send};
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Draft, Model};
use crate::repository::Repository;
use crate::request::Returned;
use crate::transport::NewItem;
use crate::{Client, Error};

/// Stores a new item and returns it, defaults filled in. Made by [`Repository::create`].
///
/// # If the future is dropped
/// The item is stored completely, or not at all. If it is stored, hooks may not have been called.
#[must_use = "nothing happens until it is awaited"]
pub struct Create<M: Model, H = NoHooks> {
    repository: Repository<M, H>,
    new: New<M>,
}

/// The item to store.
enum New<M: Model> {
    /// A draft, whose ids, times and defaults are still to be generated.
    Draft(M::Draft),
    /// An entity, which is complete.
    Entity(M),
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Stores a new item: a `PutItem` on the condition that there is none with this key. A version
    /// starts at 1.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyExists`](crate::ErrorKind::AlreadyExists) with the stored item, deleted
    /// or not; [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) for values that break rules of the
    /// schema, before any request; [`ErrorKind::Encode`](crate::ErrorKind::Encode) for a value that
    /// cannot be stored, before any request.
    ///
    /// After a lost response, an item is recognized as the work of this call by an id that was
    /// generated for it, or by its `auto: write_id`. Without either the error is `AlreadyExists`
    /// with [`Outcome::Unknown`](crate::Outcome::Unknown): others may have stored the same.
    pub fn create(&self, new: impl Into<M::Draft>) -> Create<M, H> {
        Create {
            repository: self.clone(),
            new: New::Draft(new.into()),
        }
    }

    /// Stores an entity as it is, under the same condition as [`create`](Self::create): one made by
    /// [`build`](Self::build), or an item from elsewhere, with its version and its time of
    /// deletion.
    ///
    /// # Errors
    /// Those of [`create`](Self::create).
    pub fn insert(&self, entity: &M) -> Create<M, H> {
        Create {
            repository: self.clone(),
            new: New::Entity(entity.clone()),
        }
    }
}

impl<M: Model> New<M> {
    /// Returns the entity to store, and the proof that it was stored by this call.
    fn finish(self, client: &Client) -> (M, Proof) {
        match self {
            Self::Draft(draft) => {
                let fresh = client.fresh();
                let entity = draft.finish(&fresh);
                (entity, Proof::generated(fresh.generated()))
            }
            // Others may have stored the same entity.
            Self::Entity(entity) => (entity, Proof::default()),
        }
    }
}

impl<M: Model, H: Hooks<M>> Create<M, H> {
    async fn run(self) -> Result<M, Error> {
        let (repository, hooks) = self.repository.split();
        let is_made = matches!(self.new, New::Draft(_)) && !H::ARE_THERE;
        let (mut entity, proof) = self.new.finish(&repository.client);
        hooked::creating(&hooks, &mut entity).await?;
        let mut entity = rules::accepted(entity)?;
        if !is_made {
            entity = item::as_read(&entity)?;
        }
        let (entity, planned) = plan(&repository, entity, proof)?;
        send::planned(planned, Returned::Nothing).await?;
        hooked::created(&hooks, &entity).await;
        Ok(entity)
    }
}

impl<M: Model, H: Hooks<M>> IntoWrite for Create<M, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (repository, hooks) = self.repository.split();
        let (entity, proof) = self.new.finish(&repository.client);
        hooked::part_of_create(hooks, entity, move |entity| {
            plan(&repository, entity, proof)
        })
    }
}

/// Returns the write that stores a new entity, and the entity as it is stored.
pub(crate) fn plan<M: Model>(
    repository: &Repository<M>,
    entity: M,
    proof: Proof,
) -> Result<(M, Planned), Error> {
    let (entity, proof) = write_id::renewed(&repository.client, entity, proof)?;
    let action = PlannedAction::Put {
        item: NewItem::Encoded(item::encoded(&entity)?),
    };
    let preconditions = Preconditions::of::<M>(State::New, None);
    let planned = Planned::new(repository, Verb::Create, action, preconditions, None)?;
    Ok((entity, planned.proven_by(proof)))
}

impl<M: Model, H: Hooks<M>> IntoFuture for Create<M, H> {
    type Output = Result<M, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
