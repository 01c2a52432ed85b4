//! What `delete` and `purge` return, in one place.

use dynamite::ops::{Delete, Purge};

use super::Result;
use crate::subject::Subject;
use crate::value::Item;

pub(super) async fn deleted<M: Subject>(delete: Delete<M>) -> Result<Option<Item>> {
    Ok(delete.return_old().await?.map(|item| item.to_item()))
}

pub(super) async fn purged<M: Subject>(purge: Purge<M>) -> Result<Option<Item>> {
    Ok(purge.return_old().await?.map(|item| item.to_item()))
}
