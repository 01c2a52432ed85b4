//! Bringing a deleted item back.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::lifecycle::{Sent, Transition};
use super::target::{Named, Target};
use super::transaction::{IntoWrite, Part, Verb};
use super::{Repository, hooked};
use crate::Error;
use crate::expr::Condition;
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Model, SoftDelete};

/// Brings a deleted item back and returns it. Made by [`Repository::restore`].
///
/// # If the future is dropped
/// The item is restored, or as it was. If it is restored, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Restore<M: SoftDelete, H = NoHooks> {
    named: Named<M>,
    hooks: H,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Brings this deleted item back: an `UpdateItem` that removes the time of deletion.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no such item,
    /// [`ErrorKind::NotDeleted`](crate::ErrorKind::NotDeleted) when it is not deleted,
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version than the one that is expected.
    pub fn restore(&self, target: impl Target<M>) -> Restore<M, H>
    where
        M: SoftDelete,
    {
        Restore {
            named: Named::new(self, target),
            hooks: self.hooks.clone(),
        }
    }
}

impl<M: SoftDelete, H: Hooks<M>> Restore<M, H> {
    /// Restores it only if this holds. Given more than once, all have to hold.
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self {
            named: self.named.only_if(condition),
            ..self
        }
    }

    async fn run(self) -> Result<M, Error> {
        let Self { named, hooks } = self;
        let restoring = hooked::restoring(&hooks, &named.key).await?;
        let restored = send(named).await;
        hooked::restored(restoring, hooked::took_place(&restored)).await;
        restored
    }
}

/// Brings an item back.
pub(super) async fn send<M: SoftDelete>(named: Named<M>) -> Result<M, Error> {
    let transition = transition(named)?;
    match transition.send().await? {
        Sent::Done(item) => Ok(item),
        Sent::Refused(refused) => Err(transition.error(refused)),
    }
}

fn transition<M: SoftDelete>(named: Named<M>) -> Result<Transition<M>, Error> {
    match M::DESCRIPTOR.deleted {
        Some(deleted) => Transition::restore(named, deleted),
        None => Err(Error::configuration(format!(
            "{} has no soft delete in its descriptor: generate the models again",
            M::DESCRIPTOR.name
        ))),
    }
}

impl<M: SoftDelete, H: Hooks<M>> IntoWrite for Restore<M, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Self { named, hooks } = self;
        hooked::part_of_restore(hooks, named.key.clone(), || {
            transition(named)?.planned(Verb::Restore)
        })
    }
}

impl<M: SoftDelete, H: Hooks<M>> IntoFuture for Restore<M, H> {
    type Output = Result<M, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
