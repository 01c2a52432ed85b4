//! Claims the guards of unique values for all items of a table.

use std::sync::Arc;

use super::Bulk;
use super::each::{BulkChange, One, each};
use super::run::{FoundItems, Writes, Written};
use crate::Error;
use crate::expr::Condition;
use crate::hooks::Hooks;
use crate::model::Guarded;
use crate::read::visibility::Visibility;
use crate::repository::Repository;
use crate::write::unique;

/// Claims the guards of unique values.
#[derive(Clone, Debug)]
pub struct Adopting {
    former_table: Option<Arc<str>>,
}

impl<M: Guarded, H: Hooks<M>> Repository<M, H> {
    /// Claims the guards of the unique values of every item of the table, soft-deleted ones
    /// included. Use it after adding a constraint to a table with items, or after restoring the
    /// table without its guards. It scans the whole table, consistently; the items stay as they
    /// are, and no hooks are called. Concurrent writes of others are kept.
    ///
    /// An item whose value another item holds, or whose guard names another table, is left as it
    /// is, and reported.
    ///
    /// # Errors
    /// [`ErrorKind::PartlyDone`](crate::ErrorKind::PartlyDone) when some items could not be given
    /// their guards: [`Bulk::partial`] lists them, with the reasons
    /// [`UniqueConflict`](crate::ErrorKind::UniqueConflict) and
    /// [`ForeignGuard`](crate::ErrorKind::ForeignGuard).
    pub fn adopt_guards(&self) -> Bulk<M, Adopting, H> {
        let adopting = Adopting { former_table: None };
        let mut bulk = Bulk::new(self, Condition::every_item(), adopting);
        bulk.find = bulk.find.scan().consistent();
        bulk.find.settings.visibility = Visibility::All;
        bulk
    }
}

impl<M: Guarded, H> Bulk<M, Adopting, H> {
    /// Treats guards that name this table as guards of the present one. The name is the full name,
    /// with the prefix, of the table that was restored or copied to the present one. Guards that no
    /// item of the present table holds are free once all items have been processed, which takes a
    /// scan of the table of guards. Two tables that are both in use keep their values apart by
    /// namespaces instead.
    pub fn from_table(mut self, name: impl Into<Arc<str>>) -> Self {
        self.writes.former_table = Some(name.into());
        self
    }
}

impl<M: Guarded> Writes<M> for Adopting {
    /// Guards depend on the stored attributes, even if the item cannot be read otherwise.
    const BY_STORED_KEY: bool = true;

    async fn finish<H: Hooks<M>>(&self, repository: &Repository<M, H>) -> Result<(), Error> {
        match &self.former_table {
            Some(former) => unique::rename(repository, former).await,
            None => Ok(()),
        }
    }

    async fn write<H: Hooks<M>>(&self, mut found: FoundItems<'_, M, H>) -> Vec<Written<M>> {
        let unreadable = std::mem::take(&mut found.unreadable).into_iter();
        let mut written: Vec<_> = unreadable.map(|item| Written::Bad(item.error)).collect();
        written.extend(each(self, found).await);
        written
    }
}

impl<M: Guarded> BulkChange<M> for Adopting {
    async fn apply<H: Hooks<M>>(&self, one: One<'_, M, H>) -> Result<(), Error> {
        let adopt = || {
            let (asserted, former_table) = (one.asserted.clone(), self.former_table.clone());
            unique::adopt(one.repository, &one.key, asserted, former_table)
        };
        one.repeated(adopt).await
    }
}
