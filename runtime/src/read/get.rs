//! Reading one item.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::select::{self, Selected};
use super::visibility::{Visibility, visibility_methods};
use crate::Error;
use crate::error::ErrorKind;
use crate::expr::Selection;
use crate::item::{Shape, Whole};
use crate::model::{IntoKey, Model};
use crate::repository::{Repository, key};
use crate::request::{self, GetRequest};
use crate::transport::{ClientFiltered, RawItem};

/// Reads the item with a key; `None` when there is none. Made by [`Repository::get`]; `L` is the
/// type returned for it.
///
/// # If the future is dropped
/// Nothing was changed: it only reads.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Get<M: Model, L = Whole<M>> {
    pub(crate) repository: Repository<M>,
    pub(crate) key: M::Key,
    consistent: bool,
    pub(crate) visibility: Visibility,
    pub(crate) shape: L,
}

impl<M: Model, H> Repository<M, H> {
    /// Reads the item with this key: one `GetItem`, which costs half a read unit for every 4 KB.
    pub fn get(&self, key: impl IntoKey<M>) -> Get<M> {
        Get {
            repository: self.without_hooks(),
            key: key.into_key(),
            consistent: false,
            visibility: Visibility::default(),
            shape: Whole::default(),
        }
    }
}

impl<M: Model, L> Get<M, L> {
    visibility_methods!(M, visibility);

    /// Makes the read strongly consistent: it sees every write acknowledged before, for twice the
    /// read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Returns only these fields, as a tuple: `.select((user::name(), user::role()))`. The whole
    /// item is read and paid for, but less of it is sent.
    pub fn select<T: Selection<M>>(self, fields: T) -> Get<M, Selected<M, T>> {
        Get {
            repository: self.repository,
            key: self.key,
            consistent: self.consistent,
            visibility: self.visibility,
            shape: Selected::new(fields),
        }
    }
}

/// Reads the item with a key, which must exist. Made by [`Get::required`].
///
/// # If the future is dropped
/// Nothing was changed: it only reads.
#[derive(Clone)]
#[must_use = "nothing happens until it is awaited"]
pub struct GetRequired<M: Model, L = Whole<M>>(Get<M, L>);

impl<M: Model, L: Shape> Get<M, L> {
    /// Returns the item itself, for callers to whom an absent one is an error.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) when there is none, or when it is hidden because it was
    /// soft-deleted or is expired.
    pub fn required(self) -> GetRequired<M, L> {
        GetRequired(self)
    }

    async fn run(self) -> Result<Option<L::Row>, Error> {
        let request = GetRequest {
            key: key::attributes(&self.key)?,
            projection: select::projection::<M, _>(&self.shape, self.visibility)?,
            consistent: self.consistent,
        };
        let Repository { client, table, .. } = &self.repository;
        let item = request::get(client, table, request, self.client_filtered()).await?;
        let item = item.transpose().map(Option::flatten);
        item.map_err(|error| key::unreadable(&self.key, error))
    }

    /// Converts the item to the returned type.
    pub(crate) fn item(&self, item: Option<RawItem>) -> Result<Option<L::Row>, Error> {
        let item = item.map(|item| item.read(&self.client_filtered()));
        let item = item.transpose().map(Option::flatten);
        item.map_err(|error| key::unreadable(&self.key, error))
    }

    fn client_filtered(&self) -> ClientFiltered<L> {
        ClientFiltered::new(self.shape.clone(), self.visibility.client_filter::<M>())
    }
}

impl<M: Model, L> fmt::Debug for GetRequired<M, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.0.repository.table();
        f.debug_struct("GetRequired")
            .field("table", &table)
            .finish_non_exhaustive()
    }
}

impl<M: Model, L: Shape> GetRequired<M, L> {
    async fn run(self) -> Result<L::Row, Error> {
        let (key, table) = (self.0.key.clone(), self.0.repository.table.clone());
        let item = self.0.run().await?;
        item.ok_or_else(|| {
            Error::new(ErrorKind::NotFound {
                model: M::DESCRIPTOR.name,
                key: key::text(&key),
                deleted: false,
            })
            .during("GetItem", &table)
        })
    }
}

impl<M: Model, L: Shape> IntoFuture for GetRequired<M, L> {
    type Output = Result<L::Row, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model, L: Shape> IntoFuture for Get<M, L> {
    type Output = Result<Option<L::Row>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
