//! Putting and deleting items, many at a time.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};
use futures_util::FutureExt as _;
use futures_util::future::join;
use tokio::sync::mpsc;

use super::batch::{Batches, CONCURRENCY, Failed, Outstanding, Response, Sending};
use super::key;
use super::plan::{Proof, rules, write_id};
use super::{Repository, hooked};
use crate::error::{ErrorKind, Outcome, from_build};
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Model, WriteInBatches};
use crate::request::{self, Attributes};
use crate::{Client, Error};

/// DynamoDB's limit of writes in a `BatchWriteItem`.
const WRITES_PER_REQUEST: usize = 25;

/// Puts and deletes many items. Made by [`Repository::put_many`] and
/// [`Repository::delete_many`].
///
/// Not atomic: each write takes place or not.
///
/// # If the future is dropped
/// Some of the writes have taken place, each of them as a whole. For some of those hooks may not
/// have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct WriteMany<M: Model, H = NoHooks> {
    repository: Repository<M, H>,
    writes: Vec<Write<M>>,
    concurrency: usize,
}

/// One write of a batch. `Debug` shows no values.
#[derive(Clone)]
pub enum Write<M: Model> {
    /// Puts an item over whatever is there.
    Put(M),
    /// Deletes the item with this key.
    Delete(M::Key),
}

/// What [`WriteMany::partial`] could write.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartlyWritten<M: Model> {
    /// How many writes were acknowledged.
    pub written: usize,
    /// The writes that were not, in the order in which they were given. Those of a request whose answer was lost may have
    /// taken place; sending them again does no harm.
    pub unprocessed: Vec<Write<M>>,
    /// Why writes were not processed.
    pub error: Option<Error>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// An entity as `create` would store it, with ids, times and defaults filled in, but not
    /// stored.
    pub fn build(&self, new: impl Into<M::Draft>) -> M {
        use crate::model::Draft;
        new.into().finish(&self.client.fresh())
    }

    /// Puts whole items as they are, times included: `BatchWriteItem` requests of up to 25. There
    /// are no conditions in a batch: what is stored under the same keys is overwritten, with all its
    /// attributes.
    /// Awaited, it returns how many were written.
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
    pub fn delete_many<K: Into<M::Key>>(&self, keys: impl IntoIterator<Item = K>) -> WriteMany<M, H>
    where
        M: WriteInBatches,
    {
        let writes = keys
            .into_iter()
            .map(|key| Write::Delete(key.into()))
            .collect();
        WriteMany {
            repository: self.clone(),
            writes,
            concurrency: CONCURRENCY,
        }
    }
}

impl<M: Model, H: Hooks<M>> WriteMany<M, H> {
    /// Adds writes: those that an earlier batch left, for instance.
    pub fn and(mut self, writes: impl IntoIterator<Item = Write<M>>) -> Self {
        self.writes.extend(writes);
        self
    }

    /// Sends so many requests at the same time, at least one; 16 unless this says otherwise.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Writes what can be written, and returns the rest.
    ///
    /// # Errors
    /// Only for what is wrong before any request.
    pub async fn partial(mut self) -> Result<PartlyWritten<M>, Error> {
        let Repository { client, hooks, .. } = &self.repository;
        hooked::before_batch(hooks, &mut self.writes).await?;
        let total = self.writes.len();
        let mut outstanding = outstanding(client, std::mem::take(&mut self.writes))?;
        let error = self.send(&mut outstanding).await.err();
        let unprocessed = outstanding.into_rest();
        Ok(PartlyWritten {
            written: total - unprocessed.len(),
            unprocessed,
            error,
        })
    }

    async fn send(&self, writes: &mut Outstanding<Write<M>>) -> Result<(), Error> {
        let Repository {
            client,
            table,
            hooks,
            ..
        } = &self.repository;
        let batches = Batches {
            client,
            operation: "BatchWriteItem",
            table: M::DESCRIPTOR.table,
            name: table,
            most: WRITES_PER_REQUEST,
            concurrency: self.concurrency,
        };
        let send = |batch: Vec<&Write<M>>| {
            let requests = batch
                .into_iter()
                .map(request_of)
                .collect::<Result<_, _>>()?;
            Ok(written(client, table, requests).boxed())
        };
        let (written, mut to_hooks) = mpsc::unbounded_channel();
        let mut sending = Sending::new(batches, writes, send);
        let sending = async move {
            let mut failed: Option<Error> = None;
            while let Some(response) = sending.next().await {
                match response {
                    // Hooks are called until all is sent: nobody is gone before.
                    Ok(((), processed)) => drop(written.send(processed)),
                    Err(Failed { error, .. }) => failed = Some(of_both(failed, error)),
                }
            }
            failed.map_or(Ok(()), Err)
        };
        // A hook that takes its time holds up no request.
        let calling = async {
            while let Some(processed) = to_hooks.recv().await {
                hooked::after_batch(hooks, processed).await;
            }
        };
        join(sending, calling).await.0
    }

    async fn run(self) -> Result<usize, Error> {
        let written = self.partial().await?;
        match written.error {
            None => Ok(written.written),
            // Some of it is there.
            Some(error) if written.written > 0 => Err(error.with_outcome(Outcome::Unknown)),
            Some(error) => Err(error),
        }
    }
}

impl<M: Model> fmt::Debug for Write<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Put(_) => "Put(..)",
            Self::Delete(_) => "Delete(..)",
        })
    }
}

/// The first error, with what is known of all writes that are left: if one of them may have taken place,
/// nothing else can be said of them together.
fn of_both(first: Option<Error>, next: Error) -> Error {
    match first {
        None => next,
        Some(first) if next.outcome() == Outcome::Unknown => first.with_outcome(Outcome::Unknown),
        Some(first) => first,
    }
}

/// The writes as they are sent. What is wrong with one is found here, before anything is sent.
fn outstanding<M: Model>(
    client: &Client,
    writes: Vec<Write<M>>,
) -> Result<Outstanding<Write<M>>, Error> {
    let mut outstanding = Outstanding::default();
    for write in writes {
        let write = match write {
            Write::Put(item) => {
                let item = rules::accepted(item)?;
                let (item, _) = write_id::renewed(client, item, Proof::default())?;
                Write::Put(item)
            }
            delete @ Write::Delete(_) => delete,
        };
        let (key, bytes) = match &write {
            Write::Put(item) => (item.key(), super::item::encoded(item)?.length()),
            Write::Delete(key) => (key.clone(), 0),
        };
        if !outstanding.add(key::identity(&key)?, write, bytes) {
            let (model, key) = (M::DESCRIPTOR.name, key::text(&key));
            return Err(Error::new(ErrorKind::DuplicateKey { model, key }));
        }
    }
    Ok(outstanding)
}

/// Sends one request. The keys of the writes that it did not process are those of their items.
async fn written(client: &Client, table: &str, writes: Vec<WriteRequest>) -> Response<()> {
    let left = request::write_batch(client, table, writes).await?;
    let left = left.into_iter().filter_map(attributes_of);
    Ok(((), left.collect()))
}

fn request_of<M: Model>(write: &Write<M>) -> Result<WriteRequest, Error> {
    let request = WriteRequest::builder();
    Ok(match write {
        Write::Put(item) => {
            let item = Some(super::item::attributes(item)?);
            let put = PutRequest::builder()
                .set_item(item)
                .build()
                .map_err(from_build)?;
            request.put_request(put).build()
        }
        Write::Delete(key) => {
            let key = Some(key::attributes(key)?);
            let delete = DeleteRequest::builder()
                .set_key(key)
                .build()
                .map_err(from_build)?;
            request.delete_request(delete).build()
        }
    })
}

/// The attributes of a write, which hold its key.
fn attributes_of(write: WriteRequest) -> Option<Attributes> {
    let put = write.put_request.map(|put| put.item);
    put.or_else(|| write.delete_request.map(|delete| delete.key))
}

impl<M: Model, H: Hooks<M>> IntoFuture for WriteMany<M, H> {
    type Output = Result<usize, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
