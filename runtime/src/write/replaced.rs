//! Results of replacements.

use super::plan::Applied;
use crate::Error;
use crate::item::StoredItem;
use crate::item::unknown::unknown_paths;
use crate::model::Model;

/// The result of a replacement.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Replaced<M> {
    /// The item as it is stored now.
    pub item: M,
    /// The item as it was; `None` if the response that held it was lost.
    pub old: Option<StoredItem>,
    /// Names of the attributes unknown to the model that were discarded with the old item.
    pub discarded: Vec<String>,
}

impl<M: Model> Replaced<M> {
    /// Returns the result of replacing a stored item with this one.
    pub(super) fn new(applied: &Applied, ours: &StoredItem) -> Result<Self, Error> {
        let old = match applied.old() {
            Some(old) => Some(old.map_err(|error| applied.unreadable(error))?),
            None => None,
        };
        Ok(Self {
            item: ours.decode().map_err(|error| applied.unreadable(error))?,
            discarded: old
                .as_ref()
                .map(|old| unknown_paths(old.attributes(), M::DESCRIPTOR))
                .unwrap_or_default(),
            old,
        })
    }
}
