//! Items that were rejected before and are tried again, by hashes of their keys.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite::engine_support::ModelDescriptor;
use sha2::{Digest as _, Sha256};

use crate::hash::Hash;

/// The items that a run has rejected when it was done last: where they have nothing, nothing was cleared.
#[derive(Debug, Default)]
pub(crate) struct RejectedBefore(BTreeSet<String>);

impl RejectedBefore {
    /// Makes it of the hashes of their keys.
    pub(crate) fn of(hashes: impl Iterator<Item = String>) -> Self {
        Self(hashes.collect())
    }

    pub(crate) fn has(&self, model: &ModelDescriptor, item: &StoredItem) -> bool {
        !self.0.is_empty() && self.0.contains(&key_hash(model, item).to_string())
    }
}

/// A hash of an item's key: keys may be longer than a sort key, and sensitive.
pub(crate) fn key_hash(model: &ModelDescriptor, item: &StoredItem) -> Hash {
    let table = model.table;
    let names = std::iter::once(table.partition).chain(table.sort);
    let mut hash = Sha256::new();
    for name in names {
        let part = match item.attributes().get(name.name) {
            Some(AttributeValue::S(text) | AttributeValue::N(text)) => text.as_bytes(),
            Some(AttributeValue::B(bytes)) => bytes.as_ref(),
            _ => &[],
        };
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    Hash(hash.finalize().into())
}
