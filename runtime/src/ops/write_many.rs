//! Putting and deleting items, many at a time.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use super::key::{self, Identity};
use super::plan::{Proof, rules, write_id};
use super::{Repository, hooked};
use crate::error::{ErrorKind, Outcome, from_build};
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Model, WriteInBatches};
use crate::request::{self, Attributes, Backoff};
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
    /// The writes that were not, in no order. Those of a request whose answer was lost may have
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
        }
    }
}

impl<M: Model, H: Hooks<M>> WriteMany<M, H> {
    /// Adds writes: those that an earlier batch left, for instance.
    pub fn and(mut self, writes: impl IntoIterator<Item = Write<M>>) -> Self {
        self.writes.extend(writes);
        self
    }

    /// Writes what can be written, and returns the rest.
    ///
    /// # Errors
    /// Only for what is wrong before any request.
    pub async fn partial(self) -> Result<PartlyWritten<M>, Error> {
        let Self {
            repository:
                Repository {
                    client,
                    table,
                    hooks,
                    ..
                },
            mut writes,
        } = self;
        hooked::before_batch(&hooks, &mut writes).await?;
        let total = writes.len();
        let mut pending = Pending::new(&client, writes)?;
        let mut backoff = Backoff::of(&client);
        let mut error = None;
        while let Some(batch) = pending.next_batch()? {
            let asked = batch.len();
            match request::write_batch(&client, &table, batch).await {
                Ok(left) => {
                    let stuck = left.len() >= asked;
                    hooked::after_batch(&hooks, pending.processed(asked, &left)).await;
                    if !stuck {
                        backoff.progress();
                    } else if !backoff.pause().await {
                        let (items, attempts) = (pending.queue.len(), backoff.attempts());
                        let kind = ErrorKind::Unprocessed { items, attempts };
                        error = Some(Error::new(kind).during("BatchWriteItem", &table));
                        break;
                    }
                }
                Err(failure) => {
                    error = Some(failure);
                    break;
                }
            }
        }
        let unprocessed = pending.into_writes();
        Ok(PartlyWritten {
            written: total - unprocessed.len(),
            unprocessed,
            error,
        })
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

/// The writes that are not acknowledged yet.
struct Pending<M: Model> {
    queue: VecDeque<Identity>,
    writes: HashMap<Identity, Write<M>>,
}

impl<M: Model> Pending<M> {
    fn new(client: &Client, all: Vec<Write<M>>) -> Result<Self, Error> {
        let mut queue = VecDeque::with_capacity(all.len());
        let mut writes = HashMap::with_capacity(all.len());
        for write in all {
            let write = match write {
                Write::Put(item) => {
                    let item = rules::accepted(item)?;
                    let (item, _) = write_id::renewed(client, item, Proof::default())?;
                    Write::Put(item)
                }
                delete @ Write::Delete(_) => delete,
            };
            let key = match &write {
                Write::Put(item) => item.key(),
                Write::Delete(key) => key.clone(),
            };
            // What cannot be stored is found here, before anything is sent.
            request_of(&write)?;
            let identity = key::identity(&key)?;
            queue.push_back(identity.clone());
            if writes.insert(identity, write).is_some() {
                let (model, key) = (M::DESCRIPTOR.name, key::text(&key));
                return Err(Error::new(ErrorKind::DuplicateKey { model, key }));
            }
        }
        Ok(Self { queue, writes })
    }

    /// The next request; its writes stay in the queue until they are processed.
    fn next_batch(&self) -> Result<Option<Vec<WriteRequest>>, Error> {
        let first = self.queue.iter().take(WRITES_PER_REQUEST);
        let writes = first.filter_map(|identity| self.writes.get(identity));
        let batch: Vec<_> = writes.map(request_of).collect::<Result<_, _>>()?;
        Ok((!batch.is_empty()).then_some(batch))
    }

    /// Takes out the first `asked` writes, and puts those that are left at the end. Returns the
    /// others.
    fn processed(&mut self, asked: usize, left: &[WriteRequest]) -> Vec<Write<M>> {
        let left: Vec<Identity> = left
            .iter()
            .map(|write| key::identity_of_item::<M>(key_of(write)))
            .collect();
        let asked: Vec<Identity> = self.queue.drain(..asked).collect();
        let mut processed = Vec::new();
        for identity in asked {
            if left.contains(&identity) {
                self.queue.push_back(identity);
            } else {
                processed.extend(self.writes.remove(&identity));
            }
        }
        processed
    }

    /// What is left, in the order in which it would have been written.
    fn into_writes(mut self) -> Vec<Write<M>> {
        let left = self.queue.iter();
        left.filter_map(|identity| self.writes.remove(identity))
            .collect()
    }
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

/// The attributes that hold the key of a write.
fn key_of(write: &WriteRequest) -> Option<&Attributes> {
    let put = write.put_request().map(PutRequest::item);
    put.or_else(|| write.delete_request().map(DeleteRequest::key))
}

impl<M: Model, H: Hooks<M>> IntoFuture for WriteMany<M, H> {
    type Output = Result<usize, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
