//! Deleting an item for good.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::lifecycle::{Demands, State};
use super::target::{Named, Target};
use super::transaction::{IntoWrite, Planned, Verb};
use super::{Repository, conditional, refusal, unique};
use crate::Error;
use crate::expr::Condition;
use crate::item::StoredItem;
use crate::model::{Model, SoftDelete};
use crate::request::{
    self, Attributes, Conditional, Refused, Returned, TransactedAction, TransactedWrite, Whole,
};

const OPERATION: &str = "DeleteItem";

/// Deletes an item for good, soft-deleted or not, and returns what it was; `None` when there was
/// none. Made by [`Repository::purge`].
///
/// When an answer is lost and the request is repeated, the repetition finds the item gone: then
/// `None` is returned although the item was there before.
///
/// # If the future is dropped
/// The item is gone, or as it was.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Purge<M: Model>(pub(super) Named<M>);

impl<M: Model> Repository<M> {
    /// Deletes this item for good, whether it is soft-deleted or not: a `DeleteItem`.
    ///
    /// # Errors
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version.
    pub fn purge(&self, target: impl Target<M>) -> Purge<M>
    where
        M: SoftDelete,
    {
        Purge(Named::new(self, target))
    }
}

impl<M: Model> Purge<M> {
    /// Deletes it only if this holds. Given more than once, all have to hold. An absent item is
    /// then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self(self.0.only_if(condition))
    }

    pub(super) async fn run(self) -> Result<Option<M>, Error> {
        if !M::DESCRIPTOR.uniques.is_empty() {
            return self.with_guards().await;
        }
        let has_condition = self.0.condition.is_some();
        let (attributes, conditional, demands) = self.prepare()?;
        let Named {
            repository: Repository { client, table, .. },
            key,
            ..
        } = self.0;
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
                after_lost_answer,
                ..
            }) if after_lost_answer || !has_condition => Ok(None),
            Err(refused) => Err(refusal::of_existing(
                refused, &key, &demands, OPERATION, &table,
            )),
        }
    }

    async fn with_guards(self) -> Result<Option<M>, Error> {
        let Repository { client, table, .. } = self.0.repository.clone();
        let (key, has_condition) = (self.0.key.clone(), self.0.condition.is_some());
        let change = match unique::commit_one(&client, self.planned(Verb::Purge)?).await {
            Err(error) if error.is_not_found() && !has_condition => return Ok(None),
            change => change?,
        };
        let item = change.before.map(|item| StoredItem::new(item).decode());
        item.transpose()
            .map_err(|error| refusal::unreadable(error, &key, unique::OPERATION, &table))
    }

    /// The key, and the condition. A condition of the user on an absent item would be confusing,
    /// so with one the item has to be there.
    fn prepare(&self) -> Result<(Attributes, Conditional, Demands), Error> {
        let demands = Demands::of::<M>(State::Any, self.0.expected);
        let condition = self.0.condition.clone();
        let condition = condition.map(|condition| conditional::exists().and(condition));
        let condition = conditional::both(demands.condition(), condition);
        let key = super::key::attributes(&self.0.key)?;
        Ok((key, conditional::prepared(condition)?, demands))
    }

    pub(super) fn planned(self, verb: Verb) -> Result<Planned, Error> {
        let (key, conditional, demands) = self.prepare()?;
        let write = TransactedWrite {
            table: self.0.repository.table,
            action: TransactedAction::Delete { key },
            conditional,
        };
        Planned::new(verb, &self.0.key, write, Vec::new(), demands)
    }
}

impl<M: Model> IntoWrite for Purge<M> {
    fn into_write(self) -> Result<Planned, Error> {
        self.planned(Verb::Purge)
    }
}

impl<M: Model> IntoFuture for Purge<M> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
