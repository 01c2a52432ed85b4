//! What a run would find: asked of every item before the first is changed.

use dynamite::StoredItem;
use dynamite::engine_support::MAX_ITEM_BYTES;

use crate::rewrite::{Inspection, Reject, RejectedBefore};
use crate::run::Pass;

/// Number of items that are kept of each kind.
const SHOWN: usize = 10;

/// What a complete, consistent scan found out about the first run of some passes. Nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "it says what stands in the way of a run"]
pub struct Survey {
    /// Items that were read.
    pub read: u64,
    /// Their size together, in bytes, as DynamoDB counts it.
    pub bytes: u64,
    /// Items that would be changed.
    pub due: u64,
    /// Write units that their changes take, without those of indexes.
    pub write_units: u64,
    /// Items that cannot be rewritten.
    pub rejected: Found,
    /// Items that have other content where something is written.
    pub overwritten: Found,
    /// Items that could not be restored as they were.
    pub without_way_back: Found,
    /// Items in which a field would get a value again that programs may have cleared since the run was done.
    pub cleared: Found,
}

/// Items of a kind: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many there are.
    pub items: u64,
    /// The first of them, with the reasons.
    pub first: Vec<Reject>,
}

impl Found {
    /// Returns how many there are besides the first.
    pub fn more(&self) -> u64 {
        let shown = u64::try_from(self.first.len()).unwrap_or(u64::MAX);
        self.items.saturating_sub(shown)
    }

    fn add(&mut self, reject: Reject) {
        self.items += 1;
        if self.first.len() < SHOWN {
            self.first.push(reject);
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.items += other.items;
        self.first.extend(other.first);
        self.first.truncate(SHOWN);
        self
    }
}

impl Survey {
    /// Returns what both have found.
    pub fn and(self, other: Self) -> Self {
        Self {
            read: self.read + other.read,
            bytes: self.bytes + other.bytes,
            due: self.due + other.due,
            write_units: self.write_units + other.write_units,
            rejected: self.rejected.and(other.rejected),
            overwritten: self.overwritten.and(other.overwritten),
            without_way_back: self.without_way_back.and(other.without_way_back),
            cleared: self.cleared.and(other.cleared),
        }
    }

    /// Adds what the passes over its table would do with an item. However much they find, it is one item.
    pub(crate) fn see(&mut self, passes: &[&Pass], item: &StoredItem) {
        self.see_again(passes, item, &RejectedBefore::default());
    }

    /// The same for a run that is done again: of what it rejected before, nothing was cleared.
    pub(crate) fn see_again(
        &mut self,
        passes: &[&Pass],
        item: &StoredItem,
        rejected: &RejectedBefore,
    ) {
        let size = item.size();
        self.read += 1;
        self.bytes += u64::try_from(size).unwrap_or(u64::MAX);
        let mut found = FoundInItem::default();
        for pass in passes {
            found.see(pass, pass.rewrite.inspect(item), size);
        }
        let Some(pass) = passes.first() else { return };
        if found.cleared.is_some() && rejected.has(pass.model, item) {
            found.cleared = None;
        }
        self.due += u64::from(found.write_units > 0);
        self.write_units += found.write_units;
        for (rejects, found) in [
            (&mut self.rejected, found.rejected),
            (&mut self.overwritten, found.overwritten),
            (&mut self.without_way_back, found.without_way_back),
            (&mut self.cleared, found.cleared),
        ] {
            if let Some(reject) = found {
                rejects.add(reject.of(pass.model, item));
            }
        }
    }
}

/// What the passes over a table have found in one of its items.
#[derive(Default)]
struct FoundInItem {
    /// Units of all writes of the item.
    write_units: u64,
    rejected: Option<Reject>,
    overwritten: Option<Reject>,
    without_way_back: Option<Reject>,
    cleared: Option<Reject>,
}

impl FoundInItem {
    fn see(&mut self, pass: &Pass, inspected: Inspection, size: usize) {
        let grown = size + inspected.growth;
        match inspected.due {
            Ok(false) => {}
            Ok(true) if grown > MAX_ITEM_BYTES => {
                let reason = "it would be larger than the 400 KB that DynamoDB stores";
                keep(&mut self.rejected, Some(Reject::new(&*pass.name, reason)));
            }
            Ok(true) => self.write_units += units(grown),
            Err(reject) => keep(&mut self.rejected, Some(reject)),
        }
        keep(&mut self.overwritten, inspected.overwritten);
        keep(&mut self.without_way_back, inspected.without_way_back);
        keep(&mut self.cleared, inspected.cleared);
    }
}

/// The first reason is that of the item.
fn keep(kept: &mut Option<Reject>, found: Option<Reject>) {
    if kept.is_none() {
        *kept = found;
    }
}

/// Write units of an item of this size: one for each KB that it begins.
fn units(bytes: usize) -> u64 {
    u64::try_from(bytes.div_ceil(1024).max(1)).unwrap_or(u64::MAX)
}
