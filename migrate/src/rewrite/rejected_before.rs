//! Items that were rejected before and are tried again, by hashes of their keys.

use std::collections::BTreeSet;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite::engine_support::ModelDescriptor;
use sha2::{Digest as _, Sha256};

use crate::run::fmt_hex;

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

pub(crate) struct KeyHash([u8; 32]);

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hex(&self.0, f)
    }
}

/// A hash of an item's key: keys may be longer than a sort key, and sensitive.
pub(crate) fn key_hash(model: &ModelDescriptor, item: &StoredItem) -> KeyHash {
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
    KeyHash(hash.finalize().into())
}
