//! Reading items by key, many at a time.

use std::collections::HashMap;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::Repository;
use super::key::{self, Identity};
use super::visibility::{Visibility, visibility_methods};
use crate::Error;
use crate::codec::DecodeError;
use crate::error::{ErrorKind, ReadItems};
use crate::model::Model;
use crate::request::{self, Attributes, Backoff, Sifted, Whole};

/// DynamoDB's limit of keys in a `BatchGetItem`.
const KEYS_PER_REQUEST: usize = 100;

/// Reads the items with many keys. Made by [`Repository::get_many`].
///
/// # If the future is dropped
/// Nothing was changed: it only reads.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct GetMany<M: Model> {
    repository: Repository<M>,
    keys: Vec<M::Key>,
    consistent: bool,
    visibility: Visibility,
}

/// What [`GetMany::partial`] could read.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartlyRead<M: Model> {
    /// The items in the order of the keys; `None` where there is none, where it could not be
    /// read, and where it was not asked for any more.
    pub items: Vec<Option<M>>,
    /// The items that could not be read.
    pub bad: Vec<DecodeError>,
    /// The keys that were not processed.
    pub unprocessed: Vec<M::Key>,
    /// Why keys were not processed.
    pub error: Option<Error>,
}

impl<M: Model, H> Repository<M, H> {
    /// Reads the items with these keys: `BatchGetItem` requests of up to 100 keys. The same key
    /// given twice is read once. Items come in the order of the keys, `None` where there is
    /// none. Keys that DynamoDB leaves unprocessed are asked for again, with pauses.
    ///
    /// # Errors
    /// [`ErrorKind::Unprocessed`] when keys are left after ten attempts without progress,
    /// [`ErrorKind::BadItems`] when some cannot be read; [`GetMany::partial`] returns what
    /// there is.
    pub fn get_many<K: Into<M::Key>>(&self, keys: impl IntoIterator<Item = K>) -> GetMany<M> {
        GetMany {
            repository: self.without_hooks(),
            keys: keys.into_iter().map(Into::into).collect(),
            consistent: false,
            visibility: Visibility::default(),
        }
    }
}

impl<M: Model> GetMany<M> {
    visibility_methods!(M, visibility);

    /// Sees every write acknowledged before, for twice the read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// What can be read, whatever happens to the rest.
    ///
    /// # Errors
    /// Only for a key that cannot be stored, before any request.
    pub async fn partial(self) -> Result<PartlyRead<M>, Error> {
        let identities: Vec<Identity> = self
            .keys
            .iter()
            .map(key::identity)
            .collect::<Result<_, _>>()?;
        let mut pending = Pending::new(&self.keys, &identities)?;
        let mut found = HashMap::new();
        let mut bad = Vec::new();
        let error = self.read(&mut pending, &mut found, &mut bad).await.err();
        let unprocessed = self.keys.iter().zip(&identities);
        let unprocessed = unprocessed.filter(|(_, identity)| pending.contains(identity));
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

    async fn read(
        &self,
        pending: &mut Pending,
        found: &mut HashMap<Identity, M>,
        bad: &mut Vec<DecodeError>,
    ) -> Result<(), Error> {
        let Repository { client, table, .. } = &self.repository;
        let mut backoff = Backoff::of(client);
        while let Some(keys) = pending.next(KEYS_PER_REQUEST) {
            let asked = keys.len();
            let shape = Sifted::new(Whole::<M>::default(), self.visibility.sieve::<M>());
            let (batch, left) =
                request::get_batch(client, table, keys.clone(), self.consistent, shape).await?;
            for item in batch.items.into_iter().flatten() {
                found.insert(key::identity(&item.key())?, item);
            }
            bad.extend(batch.bad.into_iter().map(|(error, _)| error));
            let stuck = left.len() >= asked;
            pending.processed(&keys, &left);
            if !stuck {
                backoff.progress();
            } else if !backoff.pause().await {
                let (items, attempts) = (pending.len(), backoff.attempts());
                return Err(Error::new(ErrorKind::Unprocessed { items, attempts })
                    .during("BatchGetItem", table));
            }
        }
        Ok(())
    }

    async fn run(self) -> Result<Vec<Option<M>>, Error> {
        let read = self.partial().await?;
        if let Some(error) = read.error {
            return Err(error);
        }
        if read.bad.is_empty() {
            return Ok(read.items);
        }
        let items: Vec<M> = read.items.into_iter().flatten().collect();
        Err(Error::new(ErrorKind::BadItems {
            read: ReadItems::new(items),
            bad: read.bad,
        }))
    }
}

/// The keys that are still to be read, each once.
struct Pending {
    keys: Vec<(Identity, Attributes)>,
}

impl Pending {
    fn new<K: crate::model::Key>(keys: &[K], identities: &[Identity]) -> Result<Self, Error> {
        let mut seen = std::collections::HashSet::new();
        let mut pending = Vec::with_capacity(keys.len());
        for (key, identity) in keys.iter().zip(identities) {
            if seen.insert(identity) {
                pending.push((identity.clone(), key::attributes(key)?));
            }
        }
        Ok(Self { keys: pending })
    }

    fn len(&self) -> usize {
        self.keys.len()
    }

    fn contains(&self, identity: &Identity) -> bool {
        self.keys.iter().any(|(it, _)| it == identity)
    }

    /// The keys for the next request, which stay pending until they are processed.
    fn next(&self, most: usize) -> Option<Vec<Attributes>> {
        let keys: Vec<_> = self
            .keys
            .iter()
            .take(most)
            .map(|(_, key)| key.clone())
            .collect();
        (!keys.is_empty()).then_some(keys)
    }

    /// Takes out what was asked for and is not left.
    fn processed(&mut self, asked: &[Attributes], left: &[Attributes]) {
        let (mut first, rest): (Vec<_>, Vec<_>) = {
            let mut keys = std::mem::take(&mut self.keys);
            let rest = keys.split_off(asked.len());
            (keys, rest)
        };
        first.retain(|(_, key)| left.contains(key));
        self.keys = rest;
        self.keys.extend(first);
    }
}

impl<M: Model> IntoFuture for GetMany<M> {
    type Output = Result<Vec<Option<M>>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
