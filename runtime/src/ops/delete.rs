//! Deleting an item: for good, or so that it can be restored.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::Repository;
use super::lifecycle::{Sent, Transition};
use super::purge::Purge;
use super::target::{Named, Target};
use super::transaction::{IntoWrite, Planned, Verb};
use crate::Error;
use crate::expr::Condition;
use crate::model::{AutoTimestamp, Model};

/// Deletes an item and returns it; `None` when there was none. Made by [`Repository::delete`].
///
/// Without `auto: deleted` in the schema the item is gone, and what it was is returned. When an
/// answer is lost and the request is repeated, the repetition finds the item gone: then `None` is
/// returned although the item was there before.
///
/// With `auto: deleted` the item is marked, and returned as it is now. An item that is marked
/// already is none.
///
/// # If the future is dropped
/// The item is deleted, or as it was.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<M: Model>(pub(super) Named<M>);

impl<M: Model> Repository<M> {
    /// Deletes this item: a `DeleteItem`, or with `auto: deleted` an `UpdateItem` that sets the
    /// time of deletion, so that reading leaves the item out until it is restored.
    ///
    /// # Errors
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version than the one that is expected.
    pub fn delete(&self, target: impl Target<M>) -> Delete<M> {
        Delete(Named::new(self, target))
    }
}

impl<M: Model> Delete<M> {
    /// The item with this key, whatever its version is.
    pub(super) fn of_any_version(repository: &Repository<M>, key: M::Key) -> Self {
        Self(Named {
            repository: repository.clone(),
            key,
            expected: None,
            condition: None,
        })
    }

    /// Deletes it only if this holds. Given more than once, all have to hold. An absent or deleted
    /// item is then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self(self.0.only_if(condition))
    }

    async fn run(self) -> Result<Option<M>, Error> {
        match M::DESCRIPTOR.deleted {
            None => Purge(self.0).run().await,
            Some(deleted) => self.mark(deleted).await,
        }
    }

    async fn mark(self, deleted: AutoTimestamp) -> Result<Option<M>, Error> {
        let has_condition = self.0.condition.is_some();
        let transition = Transition::delete(self.0, deleted)?;
        match transition.send().await {
            Ok(Sent::Done(item)) => Ok(Some(item)),
            Ok(Sent::Refused(refused)) if !has_condition && transition.finds_none(&refused) => {
                Ok(None)
            }
            Ok(Sent::Refused(refused)) => Err(transition.error(refused)),
            // With guards, what is refused is an error already.
            Err(error) if !has_condition && error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl<M: Model> IntoWrite for Delete<M> {
    fn into_write(self) -> Result<Planned, Error> {
        match M::DESCRIPTOR.deleted {
            None => Purge(self.0).planned(Verb::Delete),
            Some(deleted) => Transition::delete(self.0, deleted)?.planned(Verb::Delete),
        }
    }
}

impl<M: Model> IntoFuture for Delete<M> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
