//! The items of a page.

use std::sync::atomic::Ordering;

use dynamite::StoredItem;
use futures_util::stream::{self, StreamExt as _};

use super::item::Fate;
use super::{Halt, Worker};
use crate::control::SegmentKey;
use crate::error::Refusal;
use crate::progress::Event;
use crate::report::Counts;
use crate::rewrite::Reject;
use crate::run::Pass;

/// Number of rejected items that an error shows.
const SHOWN: usize = 10;

impl Worker<'_> {
    /// Rewrites the items of a page at the same time. All that was sent has ended when it returns,
    /// also if something failed.
    pub(super) async fn page(
        &self,
        pass: &Pass,
        key: SegmentKey,
        items: Vec<StoredItem>,
    ) -> Result<Counts, Halt> {
        let writes = items.into_iter().map(|item| self.carried_out(pass, item));
        let mut fates = stream::iter(writes).buffer_unordered(self.options.concurrency.max(1));
        let (mut counts, mut rejects) = (Counts::default(), Vec::new());
        let mut halted = None;
        while let Some(result) = fates.next().await {
            counts.read += 1;
            match result {
                Ok(Fate::Rewritten) => counts.rewritten += 1,
                Ok(Fate::Unchanged) => counts.unchanged += 1,
                Ok(Fate::Rejected(item, reject)) => {
                    counts.rejected += 1;
                    rejects.push((item, reject));
                }
                // The first is the cause; the others only stopped for it.
                Err(halt) => halted = halted.or(Some(halt)),
            }
        }
        if let Some(halt) = halted {
            return Err(halt);
        }
        self.record(pass, key, rejects).await?;
        Ok(counts)
    }

    async fn carried_out(&self, pass: &Pass, item: StoredItem) -> Result<Fate, Halt> {
        let fate = self.carry_out(pass, item).await;
        if matches!(fate, Err(Halt::Failed(_))) {
            self.is_braking.store(true, Ordering::Relaxed);
        }
        fate
    }

    /// Records the rejected items of a page, unless they are too many.
    async fn record(
        &self,
        pass: &Pass,
        key: SegmentKey,
        rejects: Vec<(StoredItem, Reject)>,
    ) -> Result<(), Halt> {
        let of_page = u64::try_from(rejects.len()).unwrap_or(u64::MAX);
        let before = self.rejected.fetch_add(of_page, Ordering::Relaxed);
        let (rejected, allowed) = (before + of_page, self.options.max_rejects);
        for (_, reject) in &rejects {
            let pass = &*pass.name;
            (self.options.progress).event(&Event::Rejected { pass, reject });
        }
        if of_page > 0 && rejected > allowed {
            let first = rejects.into_iter().take(SHOWN);
            let first = first.map(|(_, reject)| reject).collect();
            let refusal = Refusal::TooManyRejects {
                first,
                rejected,
                allowed,
            };
            return Err(self.control.error(refusal).into());
        }
        for (item, reject) in &rejects {
            (self.control)
                .add_reject(key, pass.model, item, reject)
                .await?;
        }
        Ok(())
    }
}
