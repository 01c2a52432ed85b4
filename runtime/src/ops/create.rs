//! Creating an item.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;

use super::lifecycle::{Demands, State, Unmet};
use super::transaction::{IntoWrite, Part, Planned, Verb};
use super::{Repository, conditional, hooked, refusal, rules, unique};
use crate::error::ErrorKind;
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Draft, Model};
use crate::request::{
    self, Conditional, NewItem, Refused, Returned, TransactedAction, TransactedWrite, Whole,
};
use crate::{Client, Error};

const OPERATION: &str = "PutItem";

/// Stores a new item and returns it, defaults filled in. Made by [`Repository::create`].
///
/// # If the future is dropped
/// The item is there, all of it, or it is not. If it is, hooks may not have been called.
#[must_use = "nothing happens until it is awaited"]
pub struct Create<M: Model, H = NoHooks> {
    repository: Repository<M, H>,
    new: New<M>,
}

/// What is to be stored.
enum New<M: Model> {
    /// Ids, times and defaults are to be filled in.
    Draft(M::Draft),
    /// They are.
    Entity(M),
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Stores a new item: a `PutItem` on the condition that there is none with this key. A version
    /// begins at 1.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyExists`] with the item that is there, deleted or not;
    /// [`ErrorKind::Invalid`] for values that break rules of the schema, before any request;
    /// [`ErrorKind::Encode`] for a value that cannot be stored, before any request.
    pub fn create(&self, new: impl Into<M::Draft>) -> Create<M, H> {
        Create {
            repository: self.clone(),
            new: New::Draft(new.into()),
        }
    }

    /// Stores an entity as it is, as [`create`](Self::create) does with a new one: what
    /// [`build`](Self::build) made, or what was an item elsewhere, with its version and its time of
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
    /// The entity that is to be stored.
    fn finish(self, client: &Client) -> M {
        match self {
            Self::Draft(draft) => draft.finish(&client.fresh()),
            Self::Entity(entity) => entity,
        }
    }
}

impl<M: Model, H: Hooks<M>> Create<M, H> {
    async fn run(self) -> Result<M, Error> {
        let Repository {
            client,
            table,
            hooks,
            ..
        } = self.repository;
        let is_made = matches!(self.new, New::Draft(_)) && !H::ARE_THERE;
        let mut entity = self.new.finish(&client);
        hooked::creating(&hooks, &mut entity).await?;
        let mut entity = rules::accepted(entity)?;
        if !is_made {
            entity = super::item::as_read(&entity)?;
        }
        store(&client, table, &entity).await?;
        hooked::created(&hooks, &entity).await;
        Ok(entity)
    }
}

async fn store<M: Model>(client: &Client, table: Arc<str>, entity: &M) -> Result<(), Error> {
    if !M::DESCRIPTOR.uniques.is_empty() {
        unique::commit_one(client, planned(table, entity)?).await?;
        return Ok(());
    }
    let item = super::item::encoded(entity)?;
    let (sent, nothing) = (NewItem::Encoded(item.clone()), Returned::Nothing);
    match request::put::<Whole<M>>(client, &table, sent, absent::<M>()?, nothing).await {
        Ok(_) => Ok(()),
        // An attempt whose answer was lost was applied: this is the item it stored.
        Err(Refused::Condition {
            item: stored,
            after_lost_answer: true,
            ..
        }) if super::item::is_stored::<M>(&item.attributes()?, stored.as_ref()) => Ok(()),
        Err(refused) => Err(already_exists(refused, entity, &table)),
    }
}

fn demands<M: Model>() -> Demands {
    Demands::of::<M>(State::New, None)
}

/// The condition that there is no item.
fn absent<M: Model>() -> Result<Conditional, Error> {
    conditional::prepared(demands::<M>().condition::<M>())
}

impl<M: Model, H: Hooks<M>> IntoWrite for Create<M, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Repository {
            client,
            table,
            hooks,
            ..
        } = self.repository;
        let entity = self.new.finish(&client);
        hooked::part_of_create(hooks, entity, |entity| planned(table, entity))
    }
}

/// The write that stores a new entity.
pub(super) fn planned<M: Model>(table: Arc<str>, entity: &M) -> Result<Planned, Error> {
    let item = super::item::encoded(entity)?;
    let write = TransactedWrite {
        table,
        action: TransactedAction::Put {
            item: NewItem::Encoded(item),
        },
        conditional: absent::<M>()?,
    };
    Planned::new::<M>(Verb::Create, write, Vec::new(), demands::<M>())
}

fn already_exists<M: Model>(refused: Refused, entity: &M, table: &str) -> Error {
    match refused {
        Refused::Condition {
            item,
            after_lost_answer,
            request_id,
        } => {
            let key = super::key::text(&entity.key());
            let unmet = item.as_ref().and_then(|item| demands::<M>().unmet(item));
            Error::new(ErrorKind::AlreadyExists {
                model: M::DESCRIPTOR.name,
                key,
                deleted: unmet == Some(Unmet::Deleted),
                item,
            })
            .during(OPERATION, table)
            .with_request_id(request_id.as_deref())
            .with_outcome(refusal::outcome(after_lost_answer))
        }
        Refused::MissingParent(error) | Refused::Failed(error) => error,
    }
}

impl<M: Model, H: Hooks<M>> IntoFuture for Create<M, H> {
    type Output = Result<M, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
