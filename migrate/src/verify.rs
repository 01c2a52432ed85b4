//! Whether a pass has left something to do.

use dynamite::Client;
use dynamite::engine_support::{self, Segment, SegmentRead};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use crate::run::Pass;
use crate::scan::next_page;

/// Number of keys that are kept of items with something left to do.
const SHOWN: usize = 10;

/// What a complete, consistent scan found for a pass. Nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "it says if something is left to do"]
pub struct Verification {
    /// Items that were read.
    pub read: u64,
    /// Items for which there is something left to do.
    pub remaining: u64,
    /// Items that cannot be rewritten.
    pub rejected: u64,
    /// Keys of the first items of both kinds, without sensitive parts.
    pub first: Vec<String>,
}

impl Verification {
    /// Returns `true` if nothing is left to do.
    pub fn is_clean(&self) -> bool {
        self.remaining == 0 && self.rejected == 0
    }

    fn and(mut self, other: Self) -> Self {
        self.read += other.read;
        self.remaining += other.remaining;
        self.rejected += other.rejected;
        self.first.extend(other.first);
        self.first.truncate(SHOWN);
        self
    }
}

/// Scans a table and asks the rewrite of a pass about every item.
pub(crate) async fn verify(
    client: &Client,
    pass: &Pass,
    segments: u16,
    page_size: Option<usize>,
) -> Result<Verification, dynamite::Error> {
    let scans = Segment::all(segments).map(|segment| scan(client, pass, segment, page_size));
    let scans = stream::iter(scans).buffer_unordered(usize::from(segments.max(1)));
    scans
        .try_fold(Verification::default(), async |all, found| {
            Ok(all.and(found))
        })
        .await
}

async fn scan(
    client: &Client,
    pass: &Pass,
    segment: Segment,
    page_size: Option<usize>,
) -> Result<Verification, dynamite::Error> {
    let mut read = SegmentRead::of(client, pass.model, segment).consistent();
    if let Some(items) = page_size {
        read = read.page_size(items);
    }
    let mut found = Verification::default();
    while let Some(page) = next_page(client, &mut read).await? {
        for item in &page.items {
            found.read += 1;
            match pass.rewrite.rewrite(item) {
                Ok(None) => continue,
                Ok(Some(_)) => found.remaining += 1,
                Err(_) => found.rejected += 1,
            }
            if found.first.len() < SHOWN {
                found.first.push(engine_support::key_text(pass.model, item));
            }
        }
    }
    Ok(found)
}
