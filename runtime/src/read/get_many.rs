//! Reads many items by key.

use std::collections::HashMap;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::batch::{BatchGet, Keys};
use super::identified::Identified;
use super::select::{self, Selected};
use super::visibility::{Visibility, visibility_methods};
use crate::Error;
use crate::codec::DecodeError;
use crate::error::{ErrorKind, ReadItems};
use crate::expr::Selection;
use crate::item::{Shape, Whole};
use crate::model::{IntoKey, Model};
use crate::repository::Repository;
use crate::repository::key::{self, Identity};
use crate::request::CONCURRENCY;
use crate::transport::ClientFiltered;

/// Reads the items with many keys. Made by [`Repository::get_many`]; `L` is the type returned for
/// each of them.
///
/// # If the future is dropped
/// Nothing was changed: it only reads.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct GetMany<M: Model, L = Whole<M>> {
    pub(super) repository: Repository<M>,
    keys: Vec<M::Key>,
    consistent: bool,
    visibility: Visibility,
    concurrency: usize,
    shape: L,
}

/// The result of [`GetMany::partial`].
#[derive(Debug)]
#[non_exhaustive]
pub struct PartlyRead<M: Model, T = M> {
    /// The items in the order of the keys; `None` if there is none, if it could not be read, or if
    /// it was no longer requested.
    pub items: Vec<Option<T>>,
    /// The items that could not be read.
    pub bad: Vec<DecodeError>,
    /// The keys that were not processed.
    pub unprocessed: Vec<M::Key>,
    /// The error that left keys unprocessed.
    pub error: Option<Error>,
}

impl<M: Model, H> Repository<M, H> {
    /// Reads the items with these keys: `BatchGetItem` requests of up to 100 keys. The same key
    /// given twice is read once. Items come in the order of the keys, `None` where there is none.
    /// Keys that DynamoDB leaves unprocessed are requested again after a pause.
    ///
    /// # Errors
    /// [`ErrorKind::Unprocessed`] when keys are left after ten attempts without progress,
    /// [`ErrorKind::BadItems`] when some cannot be read; [`GetMany::partial`] returns the items
    /// that could be read.
    pub fn get_many<K: IntoKey<M>>(&self, keys: impl IntoIterator<Item = K>) -> GetMany<M> {
        GetMany {
            repository: self.without_hooks(),
            keys: keys.into_iter().map(IntoKey::into_key).collect(),
            consistent: false,
            visibility: Visibility::default(),
            concurrency: CONCURRENCY,
            shape: Whole::default(),
        }
    }
}

impl<M: Model, L> GetMany<M, L> {
    visibility_methods!(M, visibility);

    /// Makes reads strongly consistent: they see every write acknowledged before, for twice the
    /// read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Sends up to this many requests concurrently, at least one. The default is 16.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Returns only these fields, as a tuple: `.select((user::name(), user::role()))`. The whole
    /// items are read and paid for, but less of them is sent.
    pub fn select<T: Selection<M>>(self, fields: T) -> GetMany<M, Selected<M, T>> {
        GetMany {
            repository: self.repository,
            keys: self.keys,
            consistent: self.consistent,
            visibility: self.visibility,
            concurrency: self.concurrency,
            shape: Selected::new(fields),
        }
    }
}

impl<M: Model, L: Shape> GetMany<M, L>
where
    L::Row: Clone,
{
    /// Returns the items that can be read, whatever happens to the rest.
    ///
    /// # Errors
    /// Only for a key that cannot be stored, before any request.
    pub async fn partial(self) -> Result<PartlyRead<M, L::Row>, Error> {
        let identities: Vec<Identity> = self
            .keys
            .iter()
            .map(key::identity)
            .collect::<Result<_, _>>()?;
        let mut keys = self.outstanding(&identities)?;
        let mut found = HashMap::new();
        let mut bad = Vec::new();
        let error = self.read(&mut keys, &mut found, &mut bad).await.err();
        let unprocessed = self.keys.iter().zip(&identities);
        let unprocessed = unprocessed.filter(|(_, identity)| keys.contains(identity));
        Ok(PartlyRead {
            unprocessed: unprocessed.map(|(key, _)| key.clone()).collect(),
            items: identities
                .iter()
                .map(|identity| found.get(identity).cloned())
                .collect(),
            bad,
            error,
        })
    }

    /// Returns each key once.
    fn outstanding(&self, identities: &[Identity]) -> Result<Keys, Error> {
        let mut keys = Keys::default();
        for (key, identity) in self.keys.iter().zip(identities) {
            if !keys.contains(identity) {
                keys.add(identity.clone(), key::attributes(key)?, 0);
            }
        }
        Ok(keys)
    }

    async fn read(
        &self,
        keys: &mut Keys,
        found: &mut HashMap<Identity, L::Row>,
        bad: &mut Vec<DecodeError>,
    ) -> Result<(), Error> {
        let get = BatchGet {
            client: &self.repository.client,
            table: M::DESCRIPTOR.table,
            name: &self.repository.table,
            projection: select::projection::<M, _>(&self.shape, self.visibility)?,
            consistent: self.consistent,
            concurrency: self.concurrency,
        };
        let identified = Identified::<M, _>::new(self.shape.clone());
        let shape = ClientFiltered::new(identified, self.visibility.client_filter::<M>());
        let read = get.all(
            keys,
            &shape,
            |item| found.extend(item),
            |error, _| bad.push(error),
        );
        read.await.map_err(|failed| failed.error)
    }

    async fn run(self) -> Result<Vec<Option<L::Row>>, Error> {
        let read = self.partial().await?;
        if let Some(error) = read.error {
            return Err(error);
        }
        if read.bad.is_empty() {
            return Ok(read.items);
        }
        let items: Vec<_> = read.items.into_iter().flatten().collect();
        Err(Error::new(ErrorKind::BadItems {
            read: ReadItems::new(items),
            bad: read.bad,
        }))
    }
}

impl<M: Model, L: Shape> IntoFuture for GetMany<M, L>
where
    L::Row: Clone,
{
    type Output = Result<Vec<Option<L::Row>>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
