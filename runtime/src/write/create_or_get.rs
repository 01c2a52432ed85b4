//! Creating an item unless there is one.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::Create;
use crate::Error;
use crate::error::ErrorKind;
use crate::hooks::{Hooks, NoHooks};
use crate::model::Model;
use crate::repository::Repository;

/// Stores a new item, or returns the one that has its key. Made by [`Repository::create_or_get`].
///
/// # If the future is dropped
/// The item is stored completely, or not at all. If it is stored, hooks may not have been called.
#[must_use = "nothing happens until it is awaited"]
pub struct CreateOrGet<M: Model, H = NoHooks>(Create<M, H>);

/// The item with a key, which may have been there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<M> {
    /// It was created by this call.
    Created(M),
    /// It was there: another one stored it, or an attempt of this call whose response was lost.
    Existing(M),
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Stores a new item, or returns the stored one if there is one with its key: a `PutItem` that
    /// returns the item that it would overwrite.
    ///
    /// # Errors
    /// Those of [`create`](Self::create), but for
    /// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) of an item that is not deleted.
    pub fn create_or_get(&self, new: impl Into<M::Draft>) -> CreateOrGet<M, H> {
        CreateOrGet(self.create(new))
    }
}

impl<M> Found<M> {
    /// Returns the item.
    pub fn into_item(self) -> M {
        match self {
            Self::Created(item) | Self::Existing(item) => item,
        }
    }

    /// Returns the item.
    pub fn item(&self) -> &M {
        match self {
            Self::Created(item) | Self::Existing(item) => item,
        }
    }

    /// Returns `true` if it was created by this call.
    pub fn is_created(&self) -> bool {
        matches!(self, Self::Created(_))
    }
}

impl<M: Model, H: Hooks<M>> CreateOrGet<M, H> {
    async fn run(self) -> Result<Found<M>, Error> {
        let error = match self.0.await {
            Ok(created) => return Ok(Found::Created(created)),
            Err(error) => error,
        };
        match error.kind() {
            ErrorKind::AlreadyExists {
                deleted: false,
                item: Some(item),
                ..
            } => Ok(Found::Existing(item.decode()?)),
            _ => Err(error),
        }
    }
}

impl<M: Model, H: Hooks<M>> IntoFuture for CreateOrGet<M, H> {
    type Output = Result<Found<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
