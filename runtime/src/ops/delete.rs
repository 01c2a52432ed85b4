//! Deleting an item: for good, or so that it can be restored.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::lifecycle::{Sent, Transition};
use super::purge::{self, Gone};
use super::target::{Named, Target};
use super::transaction::{IntoWrite, Part, Verb};
use super::{Repository, hooked};
use crate::Error;
use crate::expr::Condition;
use crate::hooks::{Deletion, Hooks, NoHooks};
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
/// The item is deleted, or as it was. If it is deleted, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<M: Model, H = NoHooks> {
    named: Named<M>,
    hooks: H,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Deletes this item: a `DeleteItem`, or with `auto: deleted` an `UpdateItem` that sets the
    /// time of deletion, so that reading leaves the item out until it is restored.
    ///
    /// # Errors
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version than the one that is expected.
    pub fn delete(&self, target: impl Target<M>) -> Delete<M, H> {
        Delete {
            named: Named::new(self, target),
            hooks: self.hooks.clone(),
        }
    }
}

impl<M: Model> Delete<M> {
    /// The item with this key, whatever its version is.
    pub(super) fn of_any_version(repository: &Repository<M>, key: M::Key) -> Self {
        Self {
            named: Named::at_any_version(repository, key),
            hooks: NoHooks,
        }
    }
}

impl<M: Model, H: Hooks<M>> Delete<M, H> {
    /// Deletes it only if this holds. Given more than once, all have to hold. An absent or deleted
    /// item is then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self {
            named: self.named.only_if(condition),
            ..self
        }
    }

    async fn run(self) -> Result<Option<M>, Error> {
        let Self { named, hooks } = self;
        let deleting = hooked::deleting(&hooks, &named.key, deletion::<M>()).await?;
        let gone = send(named).await;
        hooked::deleted(deleting, &gone).await;
        gone.map(Gone::into_item)
    }
}

/// How an item is deleted.
pub(super) fn deletion<M: Model>() -> Deletion {
    match M::DESCRIPTOR.deleted {
        None => Deletion::ForGood,
        Some(_) => Deletion::Soft,
    }
}

/// Deletes an item.
pub(super) async fn send<M: Model>(named: Named<M>) -> Result<Gone<M>, Error> {
    match M::DESCRIPTOR.deleted {
        None => purge::send(named).await,
        Some(deleted) => mark(named, deleted).await,
    }
}

async fn mark<M: Model>(named: Named<M>, deleted: AutoTimestamp) -> Result<Gone<M>, Error> {
    let has_condition = named.condition.is_some();
    let transition = Transition::delete(named, deleted)?;
    match transition.send().await {
        Ok(Sent::Done(item)) => Ok(Gone::Deleted(Some(item))),
        Ok(Sent::Refused(refused)) if !has_condition && transition.finds_none(&refused) => {
            Ok(Gone::Absent)
        }
        Ok(Sent::Refused(refused)) => Err(transition.error(refused)),
        // With guards, what is refused is an error already.
        Err(error) if !has_condition && error.is_not_found() => Ok(Gone::Absent),
        Err(error) => Err(error),
    }
}

impl<M: Model, H: Hooks<M>> IntoWrite for Delete<M, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Self { named, hooks } = self;
        hooked::part_of_delete(
            hooks,
            named.key.clone(),
            deletion::<M>(),
            || match M::DESCRIPTOR.deleted {
                None => purge::planned(named, Verb::Delete),
                Some(deleted) => Transition::delete(named, deleted)?.planned(Verb::Delete),
            },
        )
    }
}

impl<M: Model, H: Hooks<M>> IntoFuture for Delete<M, H> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
