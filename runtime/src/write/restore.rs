//! Restores a deleted item.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use super::plan::target::{Located, Named, Target};
use super::plan::{Applied, Planned, State, Verb, times};
use super::returning::{Return, ReturnNew, ReturnNothing};
use super::transition::transition;
use super::{IntoWrite, Part, hooked, send};
use crate::Error;
use crate::expr::{Condition, UpdateExpression};
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Model, SoftDelete};
use crate::repository::Repository;

/// Restores a deleted item and returns it. Made by [`Repository::restore`].
///
/// # If the future is dropped
/// The item is restored, or unchanged. If it is restored, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Restore<M: SoftDelete, R = ReturnNew, H = NoHooks> {
    named: Named<M>,
    hooks: H,
    returned: PhantomData<R>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Restores this deleted item: an `UpdateItem` that removes the time of deletion.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no such item,
    /// [`ErrorKind::NotDeleted`](crate::ErrorKind::NotDeleted) when it is not deleted,
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version than expected.
    pub fn restore(&self, target: impl Target<M>) -> Restore<M, ReturnNew, H>
    where
        M: SoftDelete,
    {
        Restore {
            named: Named::new(self, target),
            hooks: self.hooks.clone(),
            returned: PhantomData,
        }
    }
}

impl<M: SoftDelete, R: Return<M>, H: Hooks<M>> Restore<M, R, H> {
    /// Restores the item only if this condition holds. Given more than once, all must hold.
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self {
            named: self.named.only_if(condition),
            ..self
        }
    }

    /// Returns nothing, so that the item is not sent back.
    pub fn return_nothing(self) -> Restore<M, ReturnNothing, H> {
        Restore {
            named: self.named,
            hooks: self.hooks,
            returned: PhantomData,
        }
    }

    async fn run(self) -> Result<R::Output, Error> {
        let Self { named, hooks, .. } = self;
        let restoring = hooked::restoring(&hooks, &named.key).await?;
        let restored = send::<M, R>(named.located()?).await;
        hooked::restored(restoring, hooked::took_place(&restored)).await;
        R::output(restored?)
    }
}

/// Restores an item.
pub(crate) async fn send<M: SoftDelete, R: Return<M>>(item: Located<M>) -> Result<Applied, Error> {
    send::planned(plan(&item)?, R::RETURNED).await
}

/// Returns the write that removes the mark of a deleted item.
fn plan<M: SoftDelete>(item: &Located<M>) -> Result<Planned, Error> {
    let Some(deleted) = M::DESCRIPTOR.deleted else {
        return Err(Error::configuration(format!(
            "{} has no soft delete in its descriptor: generate the models again",
            M::DESCRIPTOR.name
        )));
    };
    let mut changes = UpdateExpression::new().remove_encoded(deleted.attribute);
    if let Some((name, now)) = times::now::<M>(&item.repository.client)? {
        changes = changes.set_encoded(name, now);
    }
    transition(item, Verb::Restore, State::Deleted, changes)
}

impl<M: SoftDelete, R: Return<M>, H: Hooks<M>> IntoWrite for Restore<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Self { named, hooks, .. } = self;
        hooked::part_of_restore(hooks, named.key.clone(), move || plan(&named.located()?))
    }
}

impl<M: SoftDelete, R: Return<M>, H: Hooks<M>> IntoFuture for Restore<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
