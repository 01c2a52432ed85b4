//! Whether passes have left something to do.

use dynamite::StoredItem;

use crate::rewrite::Reject;
use crate::run::{Direction, Pass};

/// Number of keys that are kept of items with something left to do.
const SHOWN: usize = 10;

/// What a complete, consistent scan found for passes. Nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "it says if something is left to do"]
pub struct Verification {
    /// The direction of the migration that was verified; `None` if only passes were.
    pub direction: Option<Direction>,
    /// Items that were read.
    pub read: u64,
    /// Items for which there is something left to do.
    pub remaining: u64,
    /// Items that cannot be rewritten.
    pub rejected: u64,
    /// The first items of both kinds, with what is left to do or why they cannot be rewritten.
    pub first: Vec<Reject>,
    /// Changes of tables that are left to do, such as an index that is not there any more.
    pub tables: Vec<String>,
}

impl Verification {
    /// Returns `true` if nothing is left to do.
    pub fn is_clean(&self) -> bool {
        self.remaining == 0 && self.rejected == 0 && self.tables.is_empty()
    }

    /// Returns how many items of both kinds there are besides the first.
    pub fn more(&self) -> u64 {
        let shown = u64::try_from(self.first.len()).unwrap_or(u64::MAX);
        (self.remaining + self.rejected).saturating_sub(shown)
    }

    /// Returns what both have found.
    pub fn and(mut self, other: Self) -> Self {
        self.direction = self.direction.or(other.direction);
        self.read += other.read;
        self.remaining += other.remaining;
        self.rejected += other.rejected;
        self.first.extend(other.first);
        self.first.truncate(SHOWN);
        self.tables.extend(other.tables);
        self
    }

    /// Adds what the passes over its table have left to do in an item. Returns it for the first items, or for all.
    pub(crate) fn see(
        &mut self,
        passes: &[&Pass],
        item: &StoredItem,
        tells_all: bool,
    ) -> Option<Reject> {
        self.read += 1;
        let found = passes.iter().try_fold(false, |is_due, pass| {
            Ok(pass.rewrite.rewrite(item)?.is_some() || is_due)
        });
        let is_first = self.first.len() < SHOWN;
        let is_shown = is_first || tells_all;
        let reject = match found {
            Ok(false) => return None,
            Ok(true) => {
                self.remaining += 1;
                is_shown.then(|| left_to_do(passes, item))
            }
            Err(reject) => {
                self.rejected += 1;
                is_shown.then_some(reject)
            }
        };
        let reject = reject?.of(passes.first()?.model, item);
        if is_first {
            self.first.push(reject.clone());
        }
        Some(reject)
    }
}

/// What passes have left to do in an item, by the fields that it is about.
fn left_to_do(passes: &[&Pass], item: &StoredItem) -> Reject {
    let fields = passes.iter().flat_map(|pass| pass.rewrite.left(item));
    let mut what: Vec<_> = fields.collect();
    if what.is_empty() {
        what.extend(passes.iter().map(|pass| pass.name.clone()));
    }
    Reject::new(what.join(", "), "left to do")
}
