//! Deletes or restores all items that match a condition.

use super::each::{BulkChange, One, each_by_stored_key};
use super::run::{FoundItems, Writes, Written};
use super::{Bulk, DeletingInBatches};
use crate::Error;
use crate::expr::Condition;
use crate::hooks::{Deletion, Hooks};
use crate::model::{Model, SoftDelete, WriteInBatches};
use crate::repository::Repository;
use crate::write::deleted::DeletionResult;
use crate::write::plan::target::Located;
use crate::write::{ReturnNothing, delete, hooked, purge, restore};

/// Deletes: permanently, or with `auto: deleted` so that items can be restored.
#[derive(Clone, Copy, Debug)]
pub struct Deleting;

/// Deletes permanently.
#[derive(Clone, Copy, Debug)]
pub struct Purging;

/// Restores soft-deleted items.
#[derive(Clone, Copy, Debug)]
pub struct Restoring;

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Deletes every item that matches this condition; with `auto: deleted` they can be restored.
    ///
    /// Items are found as by [`find`](Self::find); a condition that no key or index serves needs
    /// [`scan`](Bulk::scan), and deleting every item needs [`Condition::every_item`].
    ///
    /// # Errors
    /// Those of [`Find::page`](crate::ops::Find::page) before any write;
    /// [`ErrorKind::PartlyDone`](crate::ErrorKind::PartlyDone) when some items could not be
    /// deleted: [`Bulk::partial`] lists them.
    pub fn delete_where(&self, condition: Condition<M>) -> Bulk<M, Deleting, H> {
        Bulk::new(self, condition, Deleting)
    }

    /// Permanently deletes every item that matches this condition. Soft-deleted ones are left out,
    /// unless requested: `.only_deleted()` empties the bin.
    ///
    /// # Errors
    /// Those of [`delete_where`](Self::delete_where).
    pub fn purge_where(&self, condition: Condition<M>) -> Bulk<M, Purging, H>
    where
        M: SoftDelete,
    {
        Bulk::new(self, condition, Purging)
    }

    /// Restores every soft-deleted item that matches this condition.
    ///
    /// # Errors
    /// Those of [`delete_where`](Self::delete_where).
    pub fn restore_where(&self, condition: Condition<M>) -> Bulk<M, Restoring, H>
    where
        M: SoftDelete,
    {
        let mut bulk = Bulk::new(self, condition, Restoring);
        bulk.find = bulk.find.only_deleted();
        bulk
    }
}

impl<M: Model, H: Hooks<M>> Bulk<M, Deleting, H> {
    /// Deletes by `BatchWriteItem`, 25 items in a request. There are no conditions in a batch: an
    /// item that has changed since it was found is deleted all the same, and none is skipped.
    pub fn in_batches(self) -> Bulk<M, DeletingInBatches, H>
    where
        M: WriteInBatches,
    {
        self.doing(DeletingInBatches)
    }
}

impl<M: SoftDelete, H> Bulk<M, Purging, H> {
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

/// Deletes an item, with calls of hooks.
async fn delete_one<
    M: Model,
    H: Hooks<M>,
    F: Future<Output = Result<DeletionResult, Error>> + Send,
>(
    one: One<'_, M, H>,
    deletion: Deletion,
    send: fn(Located<M>, bool) -> F,
) -> Result<(), Error> {
    let deleting = hooked::deleting(&one.repository.hooks, &one.key, deletion).await?;
    let item = one.located()?;
    let gone = one.repeated(|| send(item.clone(), H::ARE_THERE)).await;
    hooked::deleted(deleting, &gone).await;
    gone.map(drop)
}

impl<M: Model> Writes<M> for Deleting {
    const BY_STORED_KEY: bool = true;

    async fn write<H: Hooks<M>>(&self, found: FoundItems<'_, M, H>) -> Vec<Written<M>> {
        let send = |item| delete::send::<M, ReturnNothing>(item, false);
        each_by_stored_key(self, found, send).await
    }
}

impl<M: Model> BulkChange<M> for Deleting {
    async fn apply<H: Hooks<M>>(&self, one: One<'_, M, H>) -> Result<(), Error> {
        delete_one(
            one,
            delete::deletion::<M>(),
            delete::send::<M, ReturnNothing>,
        )
        .await
    }
}

impl<M: SoftDelete> Writes<M> for Purging {
    const BY_STORED_KEY: bool = true;

    async fn write<H: Hooks<M>>(&self, found: FoundItems<'_, M, H>) -> Vec<Written<M>> {
        let send = |item| purge::send::<M, ReturnNothing>(item, false);
        each_by_stored_key(self, found, send).await
    }
}

impl<M: SoftDelete> BulkChange<M> for Purging {
    async fn apply<H: Hooks<M>>(&self, one: One<'_, M, H>) -> Result<(), Error> {
        delete_one(one, Deletion::ForGood, purge::send::<M, ReturnNothing>).await
    }
}

impl<M: SoftDelete> Writes<M> for Restoring {
    const BY_STORED_KEY: bool = true;

    async fn write<H: Hooks<M>>(&self, found: FoundItems<'_, M, H>) -> Vec<Written<M>> {
        each_by_stored_key(self, found, restore::send::<M, ReturnNothing>).await
    }
}

impl<M: SoftDelete> BulkChange<M> for Restoring {
    async fn apply<H: Hooks<M>>(&self, one: One<'_, M, H>) -> Result<(), Error> {
        let restoring = hooked::restoring(&one.repository.hooks, &one.key).await?;
        let item = one.located()?;
        let restored = one
            .repeated(|| restore::send::<M, ReturnNothing>(item.clone()))
            .await;
        hooked::restored(restoring, hooked::took_place(&restored)).await;
        restored.map(drop)
    }
}
