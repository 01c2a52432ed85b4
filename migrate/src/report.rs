//! What a run did.

use std::ops::{Add, AddAssign};

use dynamite::client::Consumed;

use crate::run::RunId;

/// What became of the items that were read. Each is counted once in `read` and once in one of the
/// others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items that were read.
    pub read: u64,
    /// Items that were changed.
    pub rewritten: u64,
    /// Items for which there was nothing to do, or that were deleted meanwhile.
    pub unchanged: u64,
    /// Items that could not be rewritten.
    pub rejected: u64,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            read: self.read + other.read,
            rewritten: self.rewritten + other.rewritten,
            unchanged: self.unchanged + other.unchanged,
            rejected: self.rejected + other.rejected,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// How the work of an engine ended without an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All passes are done.
    Done,
    /// They were done before; nothing was left to do.
    DoneBefore,
    /// [`Stop`](crate::Stop) was asked for. The run can be resumed.
    Stopped,
    /// The run has the attribute `pause`. It can be resumed once that is removed.
    Paused,
}

/// What an engine did.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "it says if the run is done"]
pub struct Report {
    /// The run.
    pub run: RunId,
    /// How the work ended.
    pub ending: Ending,
    /// The generation of the run: another one after each change of direction.
    pub generation: u64,
    /// What was done in each pass, that of earlier engines of this generation included.
    pub passes: Vec<PassReport>,
    /// The capacity that this engine consumed, its control rows included.
    pub consumed: Consumed,
}

impl Report {
    /// Returns the counts of all passes together.
    pub fn total(&self) -> Counts {
        self.passes.iter().map(|pass| pass.counts).sum()
    }
}

/// What was done in a pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassReport {
    /// The name of the pass.
    pub name: String,
    /// What became of its items, as of the last checkpoints.
    pub counts: Counts,
    /// Number of its segments that are done.
    pub segments_done: u16,
}
