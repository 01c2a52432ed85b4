//! Deletes the items found in batches, which have no conditions.

use super::Failed;
use super::each::unreadable;
use super::run::{FoundItems, Writes, Written};
use crate::error::{Error, ErrorKind};
use crate::hooks::Hooks;
use crate::model::{Model, WriteInBatches};
use crate::write::{PartlyWritten, ReturnNothing, Write, purge};

/// Deletes by `BatchWriteItem`.
#[derive(Clone, Copy, Debug)]
pub struct DeletingInBatches;

impl<M: WriteInBatches> Writes<M> for DeletingInBatches {
    const BY_STORED_KEY: bool = true;

    async fn write<H: Hooks<M>>(&self, mut found: FoundItems<'_, M, H>) -> Vec<Written<M>> {
        // `delete_many` takes keys of the model; those that cannot be read are deleted one by one.
        let send = |item| purge::send::<M, ReturnNothing>(item, false);
        let mut written = unreadable(&mut found, None, send).await;
        let FoundItems {
            repository, keys, ..
        } = found;
        let deleted = repository.delete_many(keys.clone()).partial().await;
        written.extend(match deleted {
            Ok(deleted) => of_batch(deleted),
            Err(error) => fail(keys, error),
        });
        written
    }
}

fn of_batch<M: Model>(deleted: PartlyWritten<M>) -> Vec<Written<M>> {
    let left = deleted.unprocessed.into_iter().filter_map(|it| match it {
        Write::Delete(key) => Some(key),
        Write::Put(_) => None,
    });
    let mut written: Vec<_> = (0..deleted.written).map(|_| Written::Changed).collect();
    if let Some(error) = deleted.error {
        written.extend(fail(left.collect(), error));
    }
    written
}

/// Reports items that failed together. The first has the error; the others were left with it.
fn fail<M: Model>(keys: Vec<M::Key>, error: Error) -> Vec<Written<M>> {
    let (items, outcome) = (keys.len(), error.outcome());
    let mut first = Some(error);
    let failed = keys.into_iter().map(|key| {
        let left =
            || Error::new(ErrorKind::Unprocessed { items, attempts: 1 }).with_outcome(outcome);
        let error = first.take().unwrap_or_else(left);
        Written::Failed(Failed { key, error })
    });
    failed.collect()
}
