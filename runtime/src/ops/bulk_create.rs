//! Creating many items in transactions.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::Repository;
use super::create;
use super::transaction::{MAX_WRITES, Planned};
use super::unique;
use crate::Error;
use crate::codec::stored_bytes;
use crate::model::Model;
use crate::request::TransactedAction;

/// DynamoDB's limit of the items of a transaction together, 4 MB, with room for guards.
const MAX_BYTES: usize = 4_000_000;

/// Creates many items, in transactions of as many as fit into one. Made by
/// [`Repository::bulk_create`].
///
/// Not atomic as a whole: each transaction takes place or not.
///
/// # If the future is dropped
/// Some of the transactions have taken place, each of them as a whole.
#[must_use = "nothing happens until it is awaited"]
pub struct BulkCreate<M: Model> {
    repository: Repository<M>,
    entities: Vec<M>,
}

/// What [`BulkCreate::partial`] could create.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartlyCreated<M> {
    /// What is stored now, in the order it was given.
    pub created: Vec<M>,
    /// What is not, in the order it was given. If `error` is a
    /// [`TransactionCanceled`](crate::ErrorKind::TransactionCanceled), the positions of its writes are
    /// positions in here.
    pub left: Vec<M>,
    /// Why something is left.
    pub error: Option<Error>,
}

impl<M: Model> Repository<M> {
    /// Stores new items as [`create`](Self::create) does, each on the condition that there is none
    /// with its key, and with the guards of its unique fields: `TransactWriteItems` requests of up
    /// to 100 writes, one after another, for twice the write units. Ids and times are fixed here.
    /// Awaited, it returns the items.
    ///
    /// # Errors
    /// Those of a [`Transaction`](crate::ops::Transaction) of `create`. Transactions before the
    /// one that fails have taken place: [`BulkCreate::partial`] returns what is left.
    pub fn bulk_create<D: Into<M::Draft>>(
        &self,
        new: impl IntoIterator<Item = D>,
    ) -> BulkCreate<M> {
        BulkCreate {
            repository: self.clone(),
            entities: new.into_iter().map(|new| self.build(new)).collect(),
        }
    }
}

impl<M: Model> BulkCreate<M> {
    /// Adds entities as they are: those that an earlier one left, for instance.
    pub fn and(mut self, entities: impl IntoIterator<Item = M>) -> Self {
        self.entities.extend(entities);
        self
    }

    /// Creates what can be created, up to the first transaction that fails, and returns the rest.
    ///
    /// # Errors
    /// Only for what is wrong before any request.
    pub async fn partial(self) -> Result<PartlyCreated<M>, Error> {
        let Repository { client, .. } = &self.repository;
        let mut left = self.prepared()?;
        let mut created = Vec::with_capacity(left.len());
        while let Some(chunk) = next_chunk(&mut left) {
            let (entities, writes): (Vec<_>, Vec<_>) = chunk.into_iter().unzip();
            let token = client.fresh().uuid_v4().to_string();
            if let Err(canceled) = unique::commit(client, writes, token).await {
                let rest = left.into_iter().map(|(entity, _)| entity);
                return Ok(PartlyCreated {
                    created,
                    left: entities.into_iter().chain(rest).collect(),
                    error: Some(canceled.into()),
                });
            }
            created.extend(entities);
        }
        Ok(PartlyCreated {
            created,
            left: Vec::new(),
            error: None,
        })
    }

    /// The entities as they are stored, with their writes: what cannot be stored is found here.
    fn prepared(&self) -> Result<VecDeque<(M, Planned)>, Error> {
        let entities = self.entities.iter().cloned();
        let prepared: VecDeque<_> = entities
            .map(|entity| {
                let entity = super::rules::accepted(entity)?;
                let table = self.repository.table.clone();
                let planned = create::planned(table, &entity)?;
                Ok((entity, planned))
            })
            .collect::<Result<_, Error>>()?;
        super::transaction::check_items(prepared.iter().map(|(_, planned)| planned))?;
        Ok(prepared)
    }

    async fn run(self) -> Result<Vec<M>, Error> {
        let created = self.partial().await?;
        match created.error {
            None => Ok(created.created),
            Some(error) => Err(error),
        }
    }
}

/// As many as fit into a transaction, one at least.
fn next_chunk<M>(left: &mut VecDeque<(M, Planned)>) -> Option<Vec<(M, Planned)>> {
    let (mut chunk, mut writes, mut total) = (Vec::new(), 0, 0);
    while let Some((_, next)) = left.front() {
        writes += unique::writes_of_new(next);
        total += bytes(next);
        let fits = writes <= MAX_WRITES && total <= MAX_BYTES;
        if !fits && !chunk.is_empty() {
            break;
        }
        chunk.extend(left.pop_front());
    }
    (!chunk.is_empty()).then_some(chunk)
}

fn bytes(planned: &Planned) -> usize {
    match &planned.write().action {
        TransactedAction::Put { item } => stored_bytes(item),
        _ => 0,
    }
}

impl<M: Model> IntoFuture for BulkCreate<M> {
    type Output = Result<Vec<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model> fmt::Debug for BulkCreate<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkCreate")
            .field("table", &self.repository.table())
            .field("entities", &self.entities.len())
            .finish_non_exhaustive()
    }
}
