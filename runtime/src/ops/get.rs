//! Reading one item.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::Repository;
use crate::Error;
use crate::model::Model;
use crate::request::{self, GetRequest};

/// Reads the item with a key; `None` when there is none. Made by [`Repository::get`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Get<M: Model> {
    repository: Repository<M>,
    key: M::Key,
    consistent: bool,
}

impl<M: Model> Repository<M> {
    /// Reads the item with this key: a `GetItem`, half a read unit for every 4 KB.
    pub fn get(&self, key: impl Into<M::Key>) -> Get<M> {
        Get {
            repository: self.clone(),
            key: key.into(),
            consistent: false,
        }
    }
}

impl<M: Model> Get<M> {
    /// Sees every write acknowledged before, for twice the read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    async fn run(self) -> Result<Option<M>, Error> {
        let key = super::key::attributes(&self.key)?;
        let table = self.repository.table;
        let request = GetRequest {
            key,
            consistent: self.consistent,
        };
        let item = request::get::<M>(&self.repository.client, &table, request).await?;
        item.transpose()
            .map_err(|error| super::key::unreadable(&self.key, error))
    }
}

impl<M: Model> IntoFuture for Get<M> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
