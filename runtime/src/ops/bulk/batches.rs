//! Deleting what was found in batches, which have no conditions.

use super::Failed;
use super::run::{Found, Writes, Written};
use crate::error::{Error, ErrorKind};
use crate::hooks::Hooks;
use crate::model::{Model, WriteInBatches};
use crate::ops::{PartlyWritten, Write};

/// Deletes by `BatchWriteItem`.
#[derive(Clone, Copy, Debug)]
pub struct DeletingInBatches;

impl<M: WriteInBatches> Writes<M> for DeletingInBatches {
    async fn write<H: Hooks<M>>(&self, found: Found<'_, M, H>) -> Vec<Written<M>> {
        let keys = found.keys;
        let deleted = found.repository.delete_many(keys.clone()).partial().await;
        match deleted {
            Ok(deleted) => of_batch(deleted),
            Err(error) => fail(keys, error),
        }
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

/// Items that failed together. The first has the error; the others were left with it.
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
