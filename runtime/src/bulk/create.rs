//! Creates many items in transactions.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use dynamite_core::limits::{MAX_TRANSACTION_ACTIONS, MAX_TRANSACTION_BYTES};

use crate::hooks::{Hooks, NoHooks};
use crate::model::Model;
use crate::repository::Repository;
use crate::write::plan::{Planned, Proof, rules};
use crate::write::unique::Token;
use crate::write::{create, hooked, item, unique};
use crate::{Error, transaction};

/// Maximum size of the items of a transaction together, which leaves room for guards.
const MAX_BYTES: usize = MAX_TRANSACTION_BYTES - 200 * 1024;

/// Creates many items, in transactions of as many as fit into one. Made by
/// [`Repository::bulk_create`].
///
/// Not atomic as a whole: each transaction is applied or not.
///
/// # If the future is dropped
/// Some of the transactions have been applied, each of them as a whole. For the items of the last
/// one hooks may not have been called.
#[must_use = "nothing happens until it is awaited"]
pub struct BulkCreate<M: Model, H = NoHooks> {
    repository: Repository<M, H>,
    entities: Vec<M>,
}

/// The result of [`BulkCreate::partial`].
#[derive(Debug)]
#[non_exhaustive]
pub struct PartlyCreated<M> {
    /// The stored items, in the order given.
    pub created: Vec<M>,
    /// The items not stored, in the order given. If `error` is a
    /// [`TransactionCanceled`](crate::ErrorKind::TransactionCanceled), the positions of its writes
    /// are positions in this list.
    pub left: Vec<M>,
    /// The error that left items.
    pub error: Option<Error>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Stores new items as [`create`](Self::create) does, each on the condition that there is none
    /// with its key, and with the guards of its unique fields: `TransactWriteItems` requests of up
    /// to 100 writes, one after another, for twice the write units. Ids and times are fixed here.
    /// Awaited, it returns the items.
    ///
    /// # Errors
    /// Those of a [`Transaction`](crate::ops::Transaction) of `create`. Transactions before the one
    /// that fails have been applied: [`BulkCreate::partial`] returns the remaining items.
    pub fn bulk_create<D: Into<M::Draft>>(
        &self,
        new: impl IntoIterator<Item = D>,
    ) -> BulkCreate<M, H> {
        BulkCreate {
            repository: self.clone(),
            entities: new.into_iter().map(|new| self.build(new)).collect(),
        }
    }
}

impl<M: Model, H: Hooks<M>> BulkCreate<M, H> {
    /// Adds entities as they are: for instance those that an earlier call left.
    pub fn and(mut self, entities: impl IntoIterator<Item = M>) -> Self {
        self.entities.extend(entities);
        self
    }

    /// Creates items up to the first transaction that fails, and returns the rest.
    ///
    /// # Errors
    /// Only errors found before any request.
    pub async fn partial(self) -> Result<PartlyCreated<M>, Error> {
        let Repository { client, hooks, .. } = &self.repository;
        let mut left = self.prepared().await?;
        let mut created = Vec::with_capacity(left.len());
        while let Some(chunk) = next_chunk(&mut left) {
            let (entities, writes): (Vec<_>, Vec<_>) = chunk.into_iter().unzip();
            let token = Token::Own(client.fresh().uuid_v4().to_string());
            if let Err(canceled) = unique::commit(client, writes, token).await {
                let rest = left.into_iter().map(|(entity, _)| entity);
                return Ok(PartlyCreated {
                    created,
                    left: entities.into_iter().chain(rest).collect(),
                    error: Some(canceled.into()),
                });
            }
            for entity in &entities {
                hooked::created(hooks, entity).await;
            }
            created.extend(entities);
        }
        Ok(PartlyCreated {
            created,
            left: Vec::new(),
            error: None,
        })
    }

    /// Returns the entities as they are stored, with their writes. Entities that cannot be stored
    /// are refused here.
    async fn prepared(&self) -> Result<VecDeque<(M, Planned)>, Error> {
        let mut prepared = VecDeque::with_capacity(self.entities.len());
        for entity in &self.entities {
            let mut entity = entity.clone();
            hooked::creating(&self.repository.hooks, &mut entity).await?;
            let entity = item::as_read(&rules::accepted(entity)?)?;
            let repository = self.repository.without_hooks();
            prepared.push_back(create::plan(&repository, entity, Proof::default())?);
        }
        transaction::check_items(prepared.iter().map(|(_, planned)| planned))?;
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

/// Takes as many as fit into a transaction, at least one.
fn next_chunk<M>(left: &mut VecDeque<(M, Planned)>) -> Option<Vec<(M, Planned)>> {
    let (mut chunk, mut writes, mut total) = (Vec::new(), 0, 0);
    while let Some((_, next)) = left.front() {
        writes += unique::writes_of_new(next);
        total += next.least_bytes();
        let fits = writes <= MAX_TRANSACTION_ACTIONS && total <= MAX_BYTES;
        if !fits && !chunk.is_empty() {
            break;
        }
        chunk.extend(left.pop_front());
    }
    (!chunk.is_empty()).then_some(chunk)
}

impl<M: Model, H: Hooks<M>> IntoFuture for BulkCreate<M, H> {
    type Output = Result<Vec<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model, H> fmt::Debug for BulkCreate<M, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkCreate")
            .field("table", &self.repository.table())
            .field("entities", &self.entities.len())
            .finish_non_exhaustive()
    }
}
