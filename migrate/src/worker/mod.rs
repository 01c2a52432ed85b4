//! The work on a run: passes over tables, segments of a pass, pages of a segment, items of a page.

mod item;
mod page;
mod pause;
mod segment;
mod settle;
mod survey;
mod table_change;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use dynamite::Client;
use dynamite::client::CapacityMeter;
use dynamite::engine_support::{Segment, Unanswered};
use futures_util::stream::{self, StreamExt as _};
use tokio::sync::{Mutex, Semaphore};

use crate::control::{Control, RunRow, SegmentKey, SegmentRow};
use crate::error::Error;
use crate::lease::Lease;
use crate::options::Options;
use crate::progress::Event;
use crate::report::{Counts, PassReport};
use crate::run::Pass;
use crate::scan::SEGMENTS_AT_ONCE;
use crate::stop::Stop;

/// A worker that holds a run.
pub(crate) struct Worker<'a> {
    pub(crate) control: &'a Control,
    pub(crate) lease: &'a Lease,
    pub(crate) options: &'a Options,
    pub(crate) stop: &'a Stop,
    pub(crate) meter: &'a CapacityMeter,
    /// Sends writes of items only while the run is held.
    client: Client,
    generation: u64,
    segments: u16,
    /// Permits of writes, over all segments.
    writes: Semaphore,
    /// Rejected items so far, over all passes.
    rejected: AtomicU64,
    /// `true` once something has failed: nothing more is sent.
    is_braking: AtomicBool,
    /// Its requests that may still arrive.
    unanswered: Unanswered,
    /// Segments pass it one at a time, between pages. `true` while the run is paused.
    paused: Mutex<bool>,
}

/// Why a worker ends before its passes are done.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The engine was asked to stop.
    Stopped,
    /// The run is paused, and the options say to return.
    Paused,
    /// Something failed in another segment.
    Braked,
    /// A survey has found something in the way, so that nothing was changed.
    Surveyed(Error),
    /// Something failed.
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<'a> Worker<'a> {
    pub(crate) fn new(
        control: &'a Control,
        lease: &'a Lease,
        run: &RunRow,
        (options, stop, meter): (&'a Options, &'a Stop, &'a CapacityMeter),
    ) -> Self {
        let unanswered = Unanswered::default();
        Self {
            control,
            lease,
            options,
            stop,
            meter,
            client: unanswered.counting(lease.gated(control.client())),
            generation: run.generation,
            segments: run.segments,
            writes: Semaphore::new(options.concurrency.max(1)),
            rejected: AtomicU64::new(0),
            is_braking: AtomicBool::new(false),
            unanswered,
            paused: Mutex::new(false),
        }
    }

    /// Returns `true` if a request of this worker may still arrive.
    pub(crate) fn may_have_requests(&self) -> bool {
        self.unanswered.is_any()
    }

    /// Does what is left of the passes, one after another. Adds what was done in each to the
    /// reports.
    pub(crate) async fn passes(
        &self,
        passes: &[Pass],
        reports: &mut Vec<PassReport>,
    ) -> Result<(), Halt> {
        for (number, pass) in passes.iter().enumerate() {
            let rows = self.control.segments(self.generation, number).await?;
            let known = Segment::all(self.segments).map(|segment| {
                let key = self.key(number, segment);
                (key, rows.iter().find(|row| row.key == key).cloned())
            });
            let known = known.collect();
            let (done, result) = self.pass(pass, known).await;
            let report = PassReport {
                name: pass.name.clone(),
                counts: done.iter().map(|row| row.counts).sum(),
                segments_done: count_done(&done),
            };
            let counts = report.counts;
            reports.push(report);
            result?;
            let pass = &*pass.name;
            (self.options.progress).event(&Event::PassDone { pass, counts });
        }
        Ok(())
    }

    fn key(&self, pass: usize, segment: Segment) -> SegmentKey {
        SegmentKey {
            generation: self.generation,
            pass,
            segment,
        }
    }

    /// Does what is left of a pass. Returns how far its segments are, also if something failed.
    async fn pass(
        &self,
        pass: &Pass,
        known: Vec<(SegmentKey, Option<SegmentRow>)>,
    ) -> (Vec<SegmentRow>, Result<(), Halt>) {
        let rows = known.iter().filter_map(|(_, row)| row.as_ref());
        let counts: Counts = rows.map(|row| row.counts).sum();
        self.rejected.fetch_add(counts.rejected, Ordering::Relaxed);
        let name = &*pass.name;
        (self.options.progress).event(&Event::PassStarted { pass: name, counts });
        let walks = known.into_iter().map(|(key, known)| async move {
            let mut reached = known.clone();
            let result = self.walk(pass, key, known, &mut reached).await;
            if matches!(result, Err(Halt::Failed(_))) {
                self.is_braking.store(true, Ordering::Relaxed);
            }
            (reached, result)
        });
        let walks: Vec<_> = stream::iter(walks)
            .buffer_unordered(SEGMENTS_AT_ONCE)
            .collect()
            .await;
        let (rows, results): (Vec<_>, Vec<_>) = walks.into_iter().unzip();
        (rows.into_iter().flatten().collect(), worst(results))
    }
}

fn count_done(rows: &[SegmentRow]) -> u16 {
    let done = rows.iter().filter(|row| row.is_done).count();
    u16::try_from(done).unwrap_or(u16::MAX)
}

/// Returns the reason that counts of those for which segments ended.
fn worst(results: Vec<Result<(), Halt>>) -> Result<(), Halt> {
    let weight = |result: &Result<(), Halt>| match result {
        Ok(()) => 0,
        Err(Halt::Braked) => 1,
        Err(Halt::Stopped) => 2,
        Err(Halt::Paused) => 3,
        Err(Halt::Surveyed(_) | Halt::Failed(_)) => 4,
    };
    results.into_iter().max_by_key(weight).unwrap_or(Ok(()))
}
