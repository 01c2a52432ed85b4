//! Deleting all items for which a condition holds, for good or not, and bringing them back.

use super::each::{Change, each};
use super::run::{Found, Writes, Written};
use super::{Bulk, DeletingInBatches};
use crate::Error;
use crate::expr::Condition;
use crate::model::{Model, SoftDelete, WriteInBatches};
use crate::ops::target::Named;
use crate::ops::{Delete, Purge, Repository, Restore};

/// Deletes: for good, or with `auto: deleted` so that items can be restored.
#[derive(Clone, Copy, Debug)]
pub struct Deleting;

/// Deletes for good.
#[derive(Clone, Copy, Debug)]
pub struct Purging;

/// Brings soft-deleted items back.
#[derive(Clone, Copy, Debug)]
pub struct Restoring;

impl<M: Model> Repository<M> {
    /// Deletes every item for which this holds; with `auto: deleted` they can be restored.
    ///
    /// It is found as [`find`](Self::find) finds it; what no key or index answers needs
    /// [`scan`](Bulk::scan), and whoever means every item has to say [`Condition::every_item`].
    ///
    /// # Errors
    /// Those of [`Find::page`](crate::ops::Find::page) before any write;
    /// [`ErrorKind::PartlyDone`](crate::ErrorKind::PartlyDone) when some items could not be deleted:
    /// [`Bulk::partial`] says which.
    pub fn delete_where(&self, condition: Condition<M>) -> Bulk<M, Deleting> {
        Bulk::new(self, condition, Deleting)
    }

    /// Deletes every item for which this holds for good. Soft-deleted ones are left out, unless they
    /// are asked for: `.only_deleted()` empties the bin.
    ///
    /// # Errors
    /// As those of [`delete_where`](Self::delete_where).
    pub fn purge_where(&self, condition: Condition<M>) -> Bulk<M, Purging>
    where
        M: SoftDelete,
    {
        Bulk::new(self, condition, Purging)
    }

    /// Brings every soft-deleted item back for which this holds.
    ///
    /// # Errors
    /// As those of [`delete_where`](Self::delete_where).
    pub fn restore_where(&self, condition: Condition<M>) -> Bulk<M, Restoring>
    where
        M: SoftDelete,
    {
        let mut bulk = Bulk::new(self, condition, Restoring);
        bulk.find = bulk.find.only_deleted();
        bulk
    }
}

impl<M: Model> Bulk<M, Deleting> {
    /// Deletes by `BatchWriteItem`, 25 items in a request. There are no conditions in a batch: an
    /// item that has become something else since it was found is deleted all the same, and none is
    /// skipped.
    pub fn in_batches(self) -> Bulk<M, DeletingInBatches>
    where
        M: WriteInBatches,
    {
        self.doing(DeletingInBatches)
    }
}

impl<M: SoftDelete> Bulk<M, Purging> {
    /// Purges deleted items as well.
    pub fn with_deleted(mut self) -> Self {
        self.find = self.find.with_deleted();
        self
    }

    /// Purges deleted items only.
    pub fn only_deleted(mut self) -> Self {
        self.find = self.find.only_deleted();
        self
    }
}

/// The item with this key, if a condition holds for it. There always is one, so that an absent item
/// is not taken for a deleted one.
fn named<M: Model>(repository: &Repository<M>, key: M::Key, condition: Condition<M>) -> Named<M> {
    Named::at_any_version(repository, key).only_if(condition)
}

impl<M: Model> Writes<M> for Deleting {
    async fn write(&self, found: Found<'_, M>) -> Vec<Written<M>> {
        each(self, found).await
    }
}

impl<M: Model> Change<M> for Deleting {
    async fn apply(
        &self,
        repository: &Repository<M>,
        key: M::Key,
        condition: Condition<M>,
    ) -> Result<(), Error> {
        Delete(named(repository, key, condition)).await.map(drop)
    }
}

impl<M: SoftDelete> Writes<M> for Purging {
    async fn write(&self, found: Found<'_, M>) -> Vec<Written<M>> {
        each(self, found).await
    }
}

impl<M: SoftDelete> Change<M> for Purging {
    async fn apply(
        &self,
        repository: &Repository<M>,
        key: M::Key,
        condition: Condition<M>,
    ) -> Result<(), Error> {
        Purge(named(repository, key, condition)).await.map(drop)
    }
}

impl<M: SoftDelete> Writes<M> for Restoring {
    async fn write(&self, found: Found<'_, M>) -> Vec<Written<M>> {
        each(self, found).await
    }
}

impl<M: SoftDelete> Change<M> for Restoring {
    async fn apply(
        &self,
        repository: &Repository<M>,
        key: M::Key,
        condition: Condition<M>,
    ) -> Result<(), Error> {
        Restore(named(repository, key, condition)).await.map(drop)
    }
}
