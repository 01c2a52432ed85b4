//! Deletes an item: permanently, or so that it can be restored.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use super::deleted::DeletionResult;
use super::plan::target::{Located, Named, Target};
use super::plan::{Planned, State, Verb, times};
use super::returning::{DeleteReturn, ReturnExisted, ReturnNew, ReturnNothing, ReturnOld};
use super::transition::transition;
use super::{IntoWrite, Part, hooked, purge, send};
use crate::Error;
use crate::expr::{Condition, UpdateExpression};
use crate::hooks::{Deletion, Hooks, NoHooks};
use crate::model::{AutoTimestamp, Model, SoftDelete};
use crate::repository::Repository;
use crate::request::Returned;

/// Deletes an item and returns `true` if there was one. Made by [`Repository::delete`].
///
/// The item is not decoded, so items that cannot be read can be deleted.
/// [`return_old`](Self::return_old) returns the item as it was, and with `auto: deleted`
/// [`return_new`](Self::return_new) returns it as it is now.
///
/// When a response is lost and the request is retried, the retry finds the item gone. A
/// `DeleteItem` without conditions then returns `false`, although the item may have been there; any
/// other deletion fails with [`NotFound`](crate::ErrorKind::NotFound) and
/// [`Outcome::Unknown`](crate::Outcome::Unknown), since another caller may have deleted it.
///
/// # If the future is dropped
/// The item is deleted, or unchanged. If it is deleted, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<M: Model, R = ReturnExisted, H = NoHooks> {
    named: Named<M>,
    hooks: H,
    returned: PhantomData<R>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Deletes this item: a `DeleteItem`, or with `auto: deleted` an `UpdateItem` that sets the
    /// time of deletion, so that reads leave the item out until it is restored. An item that is
    /// marked already counts as absent.
    ///
    /// # Errors
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when the item has another
    /// version than expected.
    pub fn delete(&self, target: impl Target<M>) -> Delete<M, ReturnExisted, H> {
        Delete {
            named: Named::new(self, target),
            hooks: self.hooks.clone(),
            returned: PhantomData,
        }
    }
}

impl<M: Model> Delete<M> {
    /// Returns the deletion of the item with this key, at any version.
    pub(crate) fn of_any_version(repository: &Repository<M>, key: M::Key) -> Self {
        Self {
            named: Named::at_any_version(repository, key),
            hooks: NoHooks,
            returned: PhantomData,
        }
    }
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> Delete<M, R, H> {
    /// Deletes the item only if this condition holds. Given more than once, all must hold. An
    /// absent or deleted item is then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self {
            named: self.named.only_if(condition),
            ..self
        }
    }

    /// Returns the item as it was, or `None` if there was none.
    ///
    /// # Errors
    /// A decode error with [`Outcome::Applied`](crate::Outcome::Applied) when the item was deleted
    /// and cannot be read.
    pub fn return_old(self) -> Delete<M, ReturnOld, H> {
        self.returning()
    }

    /// Returns the item as it is now, marked as deleted and at its next version, or `None` if there
    /// was none.
    ///
    /// # Errors
    /// A decode error with [`Outcome::Applied`](crate::Outcome::Applied) when the item was deleted
    /// and cannot be read.
    pub fn return_new(self) -> Delete<M, ReturnNew, H>
    where
        M: SoftDelete,
    {
        self.returning()
    }

    /// Returns nothing, not even if there was an item.
    pub fn return_nothing(self) -> Delete<M, ReturnNothing, H> {
        self.returning()
    }

    fn returning<S>(self) -> Delete<M, S, H> {
        Delete {
            named: self.named,
            hooks: self.hooks,
            returned: PhantomData,
        }
    }

    async fn run(self) -> Result<R::Output, Error> {
        let Self { named, hooks, .. } = self;
        let deleting = hooked::deleting(&hooks, &named.key, deletion::<M>()).await?;
        let gone = send::<M, R>(named.located()?, H::ARE_THERE).await;
        hooked::deleted(deleting, &gone).await;
        R::output(gone?)
    }
}

/// Returns the kind of deletion of a model's items.
pub(crate) fn deletion<M: Model>() -> Deletion {
    match M::DESCRIPTOR.deleted {
        None => Deletion::ForGood,
        Some(_) => Deletion::Soft,
    }
}

/// Deletes an item, with calls of hooks.
pub(crate) async fn send<M: Model, R: DeleteReturn<M>>(
    item: Located<M>,
    has_hooks: bool,
) -> Result<DeletionResult, Error> {
    match M::DESCRIPTOR.deleted {
        None => purge::send::<M, R>(item, has_hooks).await,
        Some(deleted) => {
            let has_condition = item.condition.is_some();
            let returned = match R::RETURNED {
                Returned::Nothing if has_hooks => Returned::New,
                returned => returned,
            };
            let sent = send::planned(mark(&item, deleted)?, returned).await;
            let sent = sent.map(DeletionResult::marked);
            // With a condition, an absent item is an error.
            if has_condition {
                return sent;
            }
            DeletionResult::of(sent, false)
        }
    }
}

/// Returns the write that marks a live item as deleted.
fn mark<M: Model>(item: &Located<M>, deleted: AutoTimestamp) -> Result<Planned, Error> {
    let fresh = item.repository.client.fresh();
    let (name, now) = times::at::<M>(deleted, fresh.now())?;
    let mut changes = UpdateExpression::new().set_encoded(name, now);
    if let Some(updated) = M::DESCRIPTOR.updated {
        let (name, now) = times::at::<M>(updated, fresh.now())?;
        changes = changes.set_encoded(name, now);
    }
    transition(item, Verb::Delete, State::Live, changes)
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> IntoWrite for Delete<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Self { named, hooks, .. } = self;
        let key = named.key.clone();
        hooked::part_of_delete(hooks, key, deletion::<M>(), move || {
            let item = named.located()?;
            match M::DESCRIPTOR.deleted {
                None => purge::plan(&item, purge::of_existing(item.condition.clone())),
                Some(deleted) => mark(&item, deleted),
            }
        })
    }
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> IntoFuture for Delete<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
