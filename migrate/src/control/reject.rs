//! The rows of items that could not be rewritten.

use std::collections::BTreeSet;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite::engine_support::ModelDescriptor;
use sha2::{Digest as _, Sha256};

use super::row::text;
use super::rows::Control;
use super::segment::SegmentKey;
use crate::error::Error;
use crate::rewrite::Reject;
use crate::run::fmt_hex;

const PREFIX: &str = "reject#";

impl Control {
    /// Records an item that could not be rewritten, once however often the page is read.
    pub(crate) async fn add_reject(
        &self,
        on: SegmentKey,
        model: &ModelDescriptor,
        item: &StoredItem,
        reject: &Reject,
    ) -> Result<(), Error> {
        let (generation, pass) = (on.generation, on.pass);
        let hash = key_hash(model, item);
        let row = format!("{PREFIX}{generation:010}#{pass:04}#{hash}");
        let attributes = [
            ("key", text(&*reject.key)),
            ("step", text(&*reject.step)),
            ("reason", text(&*reject.reason)),
        ];
        self.create(self.run().as_str(), &row, attributes).await?;
        Ok(())
    }

    /// Returns the recorded items of a generation.
    pub(crate) async fn rejects(&self, generation: u64) -> Result<Vec<Reject>, Error> {
        let rows = self.read_all(&format!("{PREFIX}{generation:010}#")).await?;
        let rejects = rows.iter().map(|row| {
            let mut reject = Reject::new(row.text("step")?, row.text("reason")?);
            row.text("key")?.clone_into(&mut reject.key);
            Ok(reject)
        });
        rejects.collect()
    }
}

/// The items that a run has rejected when it was done last: where they have nothing, nothing was cleared.
#[derive(Debug, Default)]
pub(crate) struct Retried(BTreeSet<String>);

impl Retried {
    pub(crate) fn has(&self, model: &ModelDescriptor, item: &StoredItem) -> bool {
        !self.0.is_empty() && self.0.contains(&key_hash(model, item).to_string())
    }
}

impl Control {
    /// Returns the items that were rejected in a generation.
    pub(crate) async fn retried(&self, generation: u64) -> Result<Retried, Error> {
        let rows = self.read_all(&format!("{PREFIX}{generation:010}#")).await?;
        // GENERATION#PASS#HASH
        let hashes = rows
            .iter()
            .filter_map(|row| row.sort_key.rsplit('#').next());
        Ok(Retried(hashes.map(str::to_owned).collect()))
    }
}

struct KeyHash([u8; 32]);

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hex(&self.0, f)
    }
}

/// A hash of an item's key: keys may be longer than a sort key, and sensitive.
fn key_hash(model: &ModelDescriptor, item: &StoredItem) -> KeyHash {
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
