//! Creating an item.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::{Repository, conditional, refusal};
use crate::error::ErrorKind;
use crate::expr::Expressions;
use crate::model::{Draft, Model};
use crate::request::{self, Conditional, Refused, Returned, Whole};
use crate::{Client, Error};

const OPERATION: &str = "PutItem";

/// Stores a new item and returns it, defaults filled in. Made by [`Repository::create`].
///
/// If the future is dropped while the request is on its way, the item is there or it is not.
#[must_use = "nothing happens until it is awaited"]
pub struct Create<M: Model> {
    repository: Repository<M>,
    draft: M::Draft,
}

impl<M: Model> Repository<M> {
    /// Stores a new item: a `PutItem` on the condition that there is none with this key.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyExists`] with the item that is there;
    /// [`ErrorKind::Encode`] for a value that cannot be stored, before any request.
    pub fn create(&self, new: impl Into<M::Draft>) -> Create<M> {
        Create {
            repository: self.clone(),
            draft: new.into(),
        }
    }
}

impl<M: Model> Create<M> {
    async fn run(self) -> Result<M, Error> {
        let Self {
            repository: Repository { client, table, .. },
            draft,
        } = self;
        let entity = super::rules::accepted(draft.finish(&client.fresh()))?;
        match put_if_absent(&client, &table, &entity).await {
            Ok(()) => Ok(entity),
            // An attempt whose answer was lost was applied: this is the item it stored.
            Err(Refused::Condition {
                item,
                after_lost_answer: true,
                ..
            }) if super::item::attributes(&entity)
                .is_ok_and(|ours| super::item::is_stored::<M>(&ours, item.as_ref())) =>
            {
                Ok(entity)
            }
            Err(refused) => Err(already_exists(refused, &entity, &table)),
        }
    }
}

async fn put_if_absent<M: Model>(client: &Client, table: &str, entity: &M) -> Result<(), Refused> {
    let item = super::item::attributes(entity).map_err(Refused::Failed)?;
    let conditional = only_if_absent::<M>().map_err(Refused::Failed)?;
    request::put::<Whole<M>>(client, table, item, conditional, Returned::Nothing)
        .await
        .map(drop)
}

fn only_if_absent<M: Model>() -> Result<Conditional, Error> {
    let mut expressions = Expressions::new();
    let condition = conditional::render(&mut expressions, Some(conditional::absent::<M>()))?;
    Ok(Conditional {
        condition,
        substitutions: expressions.finish()?,
    })
}

fn already_exists<M: Model>(refused: Refused, entity: &M, table: &str) -> Error {
    match refused {
        Refused::Condition {
            item,
            after_lost_answer,
            request_id,
        } => {
            let key = super::key::text(&entity.key());
            Error::new(ErrorKind::AlreadyExists {
                model: M::DESCRIPTOR.name,
                key,
                item,
            })
            .during(OPERATION, table)
            .with_request_id(request_id.as_deref())
            .with_outcome(refusal::outcome(after_lost_answer))
        }
        Refused::MissingParent(error) | Refused::Failed(error) => error,
    }
}

impl<M: Model> IntoFuture for Create<M> {
    type Output = Result<M, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
