//! Deleting an item.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::transaction::{IntoWrite, Planned, Verb};
use super::{Repository, conditional, refusal};
use crate::Error;
use crate::expr::Condition;
use crate::model::Model;
use crate::request::{
    self, Attributes, Conditional, Refused, Returned, TransactedAction, TransactedWrite, Whole,
};

const OPERATION: &str = "DeleteItem";

/// Deletes an item and returns what it was; `None` when there was none. Made by
/// [`Repository::delete`].
///
/// When an answer is lost and the request is repeated, the repetition finds the item gone: then
/// `None` is returned although the item was there before.
///
/// # If the future is dropped
/// The item is gone, or as it was.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<M: Model> {
    repository: Repository<M>,
    key: M::Key,
    condition: Option<Condition<M>>,
}

impl<M: Model> Repository<M> {
    /// Deletes the item with this key: a `DeleteItem`.
    pub fn delete(&self, key: impl Into<M::Key>) -> Delete<M> {
        Delete {
            repository: self.clone(),
            key: key.into(),
            condition: None,
        }
    }
}

impl<M: Model> Delete<M> {
    /// Deletes it only if this holds. Given more than once, all have to hold. An absent item is
    /// then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    async fn run(self) -> Result<Option<M>, Error> {
        let Self {
            repository: Repository { client, table, .. },
            key,
            condition,
        } = self;
        let (attributes, conditional) = prepare::<M>(&key, condition)?;
        let deleted =
            request::delete::<Whole<M>>(&client, &table, attributes, conditional, Returned::Old)
                .await;
        match deleted {
            Ok(written) => written
                .item
                .transpose()
                .map_err(|error| refusal::unreadable(error, &key, OPERATION, &table)),
            Err(Refused::Condition {
                item: None,
                after_lost_answer: true,
                ..
            }) => Ok(None),
            Err(refused) => Err(refusal::of_existing(refused, &key, OPERATION, &table)),
        }
    }
}

/// The key, and the condition. A condition on an absent item would be confusing, so with one the
/// item has to be there.
fn prepare<M: Model>(
    key: &M::Key,
    condition: Option<Condition<M>>,
) -> Result<(Attributes, Conditional), Error> {
    let condition = condition.map(|condition| conditional::exists().and(condition));
    Ok((
        super::key::attributes(key)?,
        conditional::prepared(condition)?,
    ))
}

impl<M: Model> IntoWrite for Delete<M> {
    fn into_write(self) -> Result<Planned, Error> {
        let (key, conditional) = prepare::<M>(&self.key, self.condition)?;
        let write = TransactedWrite {
            table: self.repository.table,
            action: TransactedAction::Delete { key },
            conditional,
        };
        Planned::new(Verb::Delete, &self.key, write, Vec::new())
    }
}

impl<M: Model> IntoFuture for Delete<M> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
