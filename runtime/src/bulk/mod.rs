//! Writes to all items that match a condition.
//!
//! Items are found as by `find`, page by page, and each is written by the operation that writes one
//! item, on the condition that it still matches. So everything that the operation handles is
//! handled here.

mod adopt;
mod batches;
mod create;
mod delete;
mod done;
mod each;
mod keys;
mod run;
mod update;

pub use adopt::Adopting;
pub use batches::DeletingInBatches;
pub use create::{BulkCreate, PartlyCreated};
pub use delete::{Deleting, Purging, Restoring};
pub use done::{Done, Failed, FailedUnreadable};
pub use run::Writes;
pub use update::Updating;

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;

use crate::Error;
use crate::expr::{Condition, Conjunction, Node, conditional};
use crate::hooks::{Hooks, NoHooks};
use crate::model::{Index, Model};
use crate::read::page::check_limit;
use crate::read::{AccessPlan, Find};
use crate::repository::Repository;
use crate::request::CONCURRENCY;

/// Writes to every item that matches a condition: [`Updating`], [`Deleting`],
/// [`DeletingInBatches`], [`Purging`], [`Restoring`] or [`Adopting`]. Made by
/// [`Repository::update_where`] and similar methods. Awaited, it returns the number of items
/// changed.
///
/// Each item is written by itself, on the condition that it still matches.
///
/// # If the future is dropped
/// Some of the items are changed, each of them as a whole. Run it again from the last cursor that
/// was returned. Items changed since that cursor are found again if they still match, which matters
/// for changes that are not idempotent, such as adding. Let the condition exclude items that have
/// been changed already.
#[must_use = "nothing happens until it is awaited"]
pub struct Bulk<M: Model, W, H = NoHooks> {
    repository: Repository<M, H>,
    find: Find<M>,
    concurrent: usize,
    /// Maximum number of items to process, if there is one.
    limit: Option<usize>,
    cursor: Option<String>,
    writes: W,
}

impl<M: Model, W, H: Hooks<M>> Bulk<M, W, H> {
    fn new(repository: &Repository<M, H>, condition: Condition<M>, writes: W) -> Self {
        Self {
            repository: repository.clone(),
            find: repository.find(condition),
            concurrent: CONCURRENCY,
            limit: None,
            cursor: None,
            writes,
        }
    }

    /// Returns the same selection of items, with another write.
    fn doing<V>(self, writes: V) -> Bulk<M, V, H> {
        Bulk {
            repository: self.repository,
            find: self.find,
            concurrent: self.concurrent,
            limit: self.limit,
            cursor: self.cursor,
            writes,
        }
    }

    /// Uses only this index, or the primary key of a model with a sort key.
    ///
    /// # Errors
    /// [`AccessPathProblem::NotServed`](crate::AccessPathProblem::NotServed) before any request, if
    /// it does not serve the condition.
    pub fn via<I: Index<Model = M>>(mut self) -> Self {
        self.find = self.find.via::<I>();
        self
    }

    /// Allows reading the whole table if no key or index serves the condition.
    pub fn scan(mut self) -> Self {
        self.find = self.find.scan();
        self
    }

    /// Finds items by strongly consistent reads, so that no item acknowledged before is missed.
    ///
    /// # Errors
    /// [`AccessPathProblem::NotConsistent`](crate::AccessPathProblem::NotConsistent) before any
    /// request, if only a global index serves the condition.
    pub fn consistent(mut self) -> Self {
        self.find = self.find.consistent();
        self
    }

    /// Writes up to this many items concurrently, at least one. The default is 16.
    pub fn concurrency(mut self, writes: usize) -> Self {
        self.concurrent = writes.max(1);
        self
    }

    /// Processes at most this many items; [`partial`](Self::partial) returns the cursor to continue
    /// from.
    pub fn limit(mut self, items: usize) -> Self {
        self.limit = Some(items);
        self
    }

    /// Continues where an earlier run with the same condition ended.
    pub fn from_cursor(mut self, cursor: impl Into<String>) -> Self {
        self.cursor = Some(cursor.into());
        self
    }

    /// Explains how the items would be found, without finding them.
    ///
    /// # Errors
    /// Those of [`Find::explain`].
    pub fn explain(&self) -> Result<AccessPlan, Error> {
        self.find.explain()
    }

    /// Returns the condition on an item when it is written. Its key cannot have changed, so
    /// conditions on the key alone are left out: a list of keys may exceed DynamoDB's limit of a
    /// condition.
    fn asserted(&self) -> Result<Condition<M>, Error> {
        let key: Vec<_> = M::DESCRIPTOR.table.key_names().collect();
        let is_of_key = |node: &&Node| node.attributes().iter().all(|it| key.contains(it));
        let condition = Conjunction::of(self.find.asked())?;
        let nodes = condition.nodes().iter().filter(|node| !is_of_key(node));
        let condition = Conjunction::from(nodes.cloned().collect::<Vec<_>>());
        Ok(condition.condition().unwrap_or_else(conditional::exists))
    }
}

impl<M: Model, W: Writes<M>, H: Hooks<M>> Bulk<M, W, H> {
    /// Writes as much as it can, and returns the full result: counts, failures, and the cursor to
    /// continue from.
    ///
    /// # Errors
    /// Only errors found before any write. A limit of 0 is one: there would be no cursor to
    /// continue from.
    pub async fn partial(self) -> Result<Done<M>, Error> {
        check_limit(self.limit)?;
        run::run(&self).await
    }
}

impl<M: Model, W: Writes<M>, H: Hooks<M>> IntoFuture for Bulk<M, W, H> {
    type Output = Result<u64, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { run::run(&self).await?.into_changed() })
    }
}

impl<M: Model, W: Clone, H: Clone> Clone for Bulk<M, W, H> {
    fn clone(&self) -> Self {
        Self {
            repository: self.repository.clone(),
            find: self.find.clone(),
            concurrent: self.concurrent,
            limit: self.limit,
            cursor: self.cursor.clone(),
            writes: self.writes.clone(),
        }
    }
}

impl<M: Model, W: fmt::Debug, H> fmt::Debug for Bulk<M, W, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("find", &self.find)
            .field("writes", &self.writes)
            .finish_non_exhaustive()
    }
}
