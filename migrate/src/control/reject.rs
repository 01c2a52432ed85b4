//! The rows of items that could not be rewritten.

use dynamite::StoredItem;
use dynamite::engine_support::ModelDescriptor;

use super::row::text;
use super::rows::Control;
use super::segment::SegmentKey;
use crate::error::Error;
use crate::rewrite::{Reject, RejectedBefore, key_hash};

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

    /// Returns the items that were rejected in a generation.
    pub(crate) async fn rejected_before(&self, generation: u64) -> Result<RejectedBefore, Error> {
        let rows = self.read_all(&format!("{PREFIX}{generation:010}#")).await?;
        // GENERATION#PASS#HASH
        let hashes = rows
            .iter()
            .filter_map(|row| row.sort_key.rsplit('#').next());
        Ok(RejectedBefore::of(hashes.map(str::to_owned)))
    }
}
