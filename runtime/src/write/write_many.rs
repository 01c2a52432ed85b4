//! Puts and deletes many items.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use futures_util::FutureExt as _;
use futures_util::future::join;
use tokio::sync::mpsc;

use dynamite_core::limits::MAX_BATCH_WRITES;

use super::plan::{Proof, rules, write_id};
use super::{Write, hooked, item};
use crate::error::{ErrorKind, Outcome};
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Draft, IntoKey, Model, WriteInBatches};
use crate::read::batch::{BatchSettings, FailedBatch, Outstanding, Sending};
use crate::repository::{Repository, key};
use crate::request::{self, BatchWrite, CONCURRENCY};
use crate::{Client, Error};

/// Puts and deletes many items. Made by [`Repository::put_many`] and
/// [`Repository::delete_many`].
///
/// Not atomic: each write is applied or not.
///
/// # If the future is dropped
/// Some of the writes have been applied, each of them as a whole. For some of those hooks may not
/// have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct WriteMany<M: Model, H = NoHooks> {
    repository: Repository<M, H>,
    writes: Vec<Write<M>>,
    concurrency: usize,
}

/// The result of [`WriteMany::partial`].
#[derive(Debug)]
#[non_exhaustive]
pub struct PartlyWritten<M: Model> {
    /// Number of acknowledged writes.
    pub written: usize,
    /// The writes that were not acknowledged, in the order in which they were given. Those of a
    /// request whose response was lost may have been applied; sending them again does no harm.
    pub unprocessed: Vec<Write<M>>,
    /// The error that left writes unprocessed.
    pub error: Option<Error>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Returns an entity as `create` would store it, with ids, times and defaults filled in,
    /// without storing it.
    pub fn build(&self, new: impl Into<M::Draft>) -> M {
        new.into().finish(&self.client.fresh())
    }

    /// Puts whole items as they are, times included: `BatchWriteItem` requests of up to 25. There
    /// are no conditions in a batch: items stored under the same keys are overwritten, with all
    /// their attributes. Awaited, it returns the number of writes.
    ///
    /// # Errors
    /// [`ErrorKind::DuplicateKey`], [`ErrorKind::Encode`] and [`ErrorKind::Invalid`] before any
    /// request;
    /// [`ErrorKind::Unprocessed`] when writes are left after ten attempts without progress;
    /// [`WriteMany::partial`] returns them.
    pub fn put_many(&self, items: impl IntoIterator<Item = M>) -> WriteMany<M, H>
    where
        M: WriteInBatches,
    {
        let writes = items.into_iter().map(Write::Put).collect();
        WriteMany {
            repository: self.clone(),
            writes,
            concurrency: CONCURRENCY,
        }
    }

    /// Deletes the items with these keys: `BatchWriteItem` requests of up to 25. Keys without an
    /// item count as written.
    pub fn delete_many<K: IntoKey<M>>(&self, keys: impl IntoIterator<Item = K>) -> WriteMany<M, H>
    where
        M: WriteInBatches,
    {
        let writes = keys
            .into_iter()
            .map(|key| Write::Delete(key.into_key()))
            .collect();
        WriteMany {
            repository: self.clone(),
            writes,
            concurrency: CONCURRENCY,
        }
    }
}

impl<M: Model, H: Hooks<M>> WriteMany<M, H> {
    /// Adds writes: for instance those that an earlier batch left.
    pub fn and(mut self, writes: impl IntoIterator<Item = Write<M>>) -> Self {
        self.writes.extend(writes);
        self
    }

    /// Sends up to this many requests concurrently, at least one. The default is 16.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Writes as much as it can, and returns the rest.
    ///
    /// # Errors
    /// Only errors found before any request.
    pub async fn partial(mut self) -> Result<PartlyWritten<M>, Error> {
        let Repository { client, hooks, .. } = &self.repository;
        hooked::before_batch(hooks, &mut self.writes).await?;
        let total = self.writes.len();
        let mut outstanding = outstanding(client, std::mem::take(&mut self.writes))?;
        let error = self.send(&mut outstanding).await.err();
        let unprocessed = outstanding.into_rest().into_iter();
        let unprocessed: Vec<_> = unprocessed.map(|queued| queued.write).collect();
        Ok(PartlyWritten {
            written: total - unprocessed.len(),
            unprocessed,
            error,
        })
    }

    async fn send(&self, writes: &mut Outstanding<Queued<M>>) -> Result<(), Error> {
        let Repository {
            client,
            table,
            hooks,
            ..
        } = &self.repository;
        let batches = BatchSettings {
            client,
            operation: "BatchWriteItem",
            table: M::DESCRIPTOR.table,
            name: table,
            most: MAX_BATCH_WRITES,
            concurrency: self.concurrency,
        };
        let send = |batch: Vec<&Queued<M>>| {
            let requests = batch.into_iter().map(|queued| queued.request.clone());
            let requests = requests.collect();
            let sent =
                async move { Ok(((), request::write_batch(client, table, requests).await?)) };
            sent.boxed()
        };
        let (acknowledged, mut to_hooks) = mpsc::unbounded_channel();
        let mut sending = Sending::new(batches, writes, send);
        let sending = async move {
            let mut failed: Option<Error> = None;
            while let Some(response) = sending.next().await {
                match response {
                    // The receiver lives as long as this sender, so this cannot fail.
                    Ok(((), processed)) => drop(acknowledged.send(processed)),
                    Err(FailedBatch { error, .. }) => failed = Some(of_both(failed, error)),
                }
            }
            failed.map_or(Ok(()), Err)
        };
        // A slow hook does not delay requests.
        let calling = async {
            while let Some(processed) = to_hooks.recv().await {
                let written = processed.into_iter().map(|queued: Queued<M>| queued.write);
                hooked::after_batch(hooks, written.collect()).await;
            }
        };
        join(sending, calling).await.0
    }

    async fn run(self) -> Result<usize, Error> {
        let written = self.partial().await?;
        match written.error {
            None => Ok(written.written),
            // Some writes have been applied.
            Some(error) if written.written > 0 => Err(error.with_outcome(Outcome::Unknown)),
            Some(error) => Err(error),
        }
    }
}

/// Returns the first error, with the outcome of all remaining writes: if one of them may have been
/// applied, the outcome of all together is unknown.
fn of_both(first: Option<Error>, next: Error) -> Error {
    match first {
        None => next,
        Some(first) if next.outcome() == Outcome::Unknown => first.with_outcome(Outcome::Unknown),
        Some(first) => first,
    }
}

/// A write with its part of a request.
struct Queued<M: Model> {
    write: Write<M>,
    request: BatchWrite,
}

/// Returns the writes as they are sent. Invalid writes are refused here, before any request.
fn outstanding<M: Model>(
    client: &Client,
    writes: Vec<Write<M>>,
) -> Result<Outstanding<Queued<M>>, Error> {
    let mut outstanding = Outstanding::default();
    for write in writes {
        let (key, queued, bytes) = match write {
            Write::Put(item) => {
                let item = rules::accepted(item)?;
                let (item, _) = write_id::renewed(client, item, Proof::default())?;
                let encoded = item::encoded(&item)?;
                let (key, bytes) = (item.key(), encoded.length());
                let request = BatchWrite::Put(encoded);
                let write = Write::Put(item);
                (key, Queued { write, request }, bytes)
            }
            Write::Delete(key) => {
                let request = BatchWrite::Delete(key::attributes(&key)?);
                let write = Write::Delete(key.clone());
                (key, Queued { write, request }, 0)
            }
        };
        if !outstanding.add(key::identity(&key)?, queued, bytes) {
            let (model, key) = (M::DESCRIPTOR.name, key::text(&key));
            return Err(Error::new(ErrorKind::DuplicateKey { model, key }));
        }
    }
    Ok(outstanding)
}

impl<M: Model, H: Hooks<M>> IntoFuture for WriteMany<M, H> {
    type Output = Result<usize, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
