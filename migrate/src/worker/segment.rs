//! A segment, from its last checkpoint to its end.

use dynamite::engine_support::{SegmentPage, SegmentRead};

use super::{Halt, Worker};
use crate::control::{SegmentKey, SegmentRow};
use crate::progress::Event;
use crate::report::Counts;
use crate::run::Pass;
use crate::scan::{self, next_page};

impl Worker<'_> {
    /// Does what is left of a segment, and keeps how far it is. A checkpoint is stored after each
    /// page, once every write of the page is acknowledged, so after a crash at most one page is
    /// read again.
    pub(super) async fn walk(
        &self,
        pass: &Pass,
        key: SegmentKey,
        known: Option<SegmentRow>,
        reached: &mut Option<SegmentRow>,
    ) -> Result<(), Halt> {
        if known.as_ref().is_some_and(|known| known.is_done) {
            return Ok(());
        }
        self.go_on().await?;
        let hold = self.lease.hold();
        let mut row = self.control.claim_segment(key, known, hold).await?;
        *reached = Some(row.clone());
        let mut read = self.read(pass, &row);
        loop {
            let page = next_page(self.control.client(), &mut read).await;
            let page = page.map_err(|error| self.control.failed(error))?;
            let Some(SegmentPage { items, end }) = page else {
                return Ok(());
            };
            let counts = self.page(pass, key, items).await?;
            self.lease.check().await?;
            row = self.control.checkpoint(&row, end, counts, hold).await?;
            *reached = Some(row.clone());
            self.tell(pass, &row, counts);
            if row.is_done {
                return Ok(());
            }
            self.go_on().await?;
        }
    }

    fn read(&self, pass: &Pass, row: &SegmentRow) -> SegmentRead {
        let (client, page_size) = (self.control.client(), self.options.page_size);
        match row.position.clone() {
            Some(position) => scan::resumed(client, pass.model, position, page_size),
            None => scan::segment(client, pass.model, row.key.segment, page_size),
        }
    }

    fn tell(&self, pass: &Pass, row: &SegmentRow, page: Counts) {
        self.options.progress.event(&Event::PageDone {
            pass: &pass.name,
            segment: row.key.segment.number(),
            page,
            counts: row.counts,
            consumed: self.meter.total(),
        });
    }
}
