//! Bringing a deleted item back.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::Repository;
use super::lifecycle::{Sent, Transition};
use super::target::{Named, Target};
use super::transaction::{IntoWrite, Planned, Verb};
use crate::Error;
use crate::expr::Condition;
use crate::model::{Model, SoftDelete};

/// Brings a deleted item back and returns it. Made by [`Repository::restore`].
///
/// # If the future is dropped
/// The item is restored, or as it was.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Restore<M: SoftDelete>(pub(super) Named<M>);

impl<M: Model> Repository<M> {
    /// Brings this deleted item back: an `UpdateItem` that removes the time of deletion.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no such item,
    /// [`ErrorKind::NotDeleted`](crate::ErrorKind::NotDeleted) when it is not deleted,
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version than the one that is expected.
    pub fn restore(&self, target: impl Target<M>) -> Restore<M>
    where
        M: SoftDelete,
    {
        Restore(Named::new(self, target))
    }
}

impl<M: SoftDelete> Restore<M> {
    /// Restores it only if this holds. Given more than once, all have to hold.
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self(self.0.only_if(condition))
    }

    fn transition(self) -> Result<Transition<M>, Error> {
        match M::DESCRIPTOR.deleted {
            Some(deleted) => Transition::restore(self.0, deleted),
            None => Err(Error::configuration(format!(
                "{} has no soft delete in its descriptor: generate the models again",
                M::DESCRIPTOR.name
            ))),
        }
    }

    async fn run(self) -> Result<M, Error> {
        let transition = self.transition()?;
        match transition.send().await? {
            Sent::Done(item) => Ok(item),
            Sent::Refused(refused) => Err(transition.error(refused)),
        }
    }
}

impl<M: SoftDelete> IntoWrite for Restore<M> {
    fn into_write(self) -> Result<Planned, Error> {
        self.transition()?.planned(Verb::Restore)
    }
}

impl<M: SoftDelete> IntoFuture for Restore<M> {
    type Output = Result<M, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
