//! Calls of hooks around the writes of a batch.

use super::super::Write;
use super::calls::{Deleting, deleting, saved, saving};
use crate::Error;
use crate::hooks::{Deletion, Hooks};
use crate::model::Model;

/// Calls the hooks before a batch.
pub(crate) async fn before_batch<M: Model, H: Hooks<M>>(
    hooks: &H,
    writes: &mut [Write<M>],
) -> Result<(), Error> {
    for write in writes {
        match write {
            Write::Put(entity) => saving(hooks, entity).await?,
            Write::Delete(key) => drop(deleting(hooks, key, Deletion::ForGood).await?),
        }
    }
    Ok(())
}

/// Calls the hooks after the writes of a batch that were applied.
pub(crate) async fn after_batch<M: Model, H: Hooks<M>>(hooks: &H, written: Vec<Write<M>>) {
    for write in written {
        match write {
            Write::Put(entity) => saved(hooks, &entity).await,
            Write::Delete(key) => {
                let deleting = Deleting::new(hooks, key, Deletion::ForGood);
                deleting.done(None).await;
            }
        }
    }
}
