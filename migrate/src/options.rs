//! How an engine works.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::owner::Owner;
use crate::progress::{Event, Progress};

/// How an engine works. Leases are measured on the clocks of its machine; those of two machines are never
/// compared.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Options {
    /// Time without a sign of life after which another process takes over. A worker gives one after each
    /// third of it. The default is 30 seconds.
    pub lease: Duration,
    /// Longest time for which DynamoDB accepts a signed request. After a crash, a change of
    /// direction waits this much longer than the lease, so that no request of the dead worker can
    /// arrive during it. The default is 15 minutes.
    pub longest_request: Duration,
    /// Number of segments that a table is divided into. It is stored with the run: resuming uses
    /// the stored one. The default is 4.
    pub segments: u16,
    /// Maximum number of items read at once, from one segment; by default DynamoDB reads 1 MB. At
    /// most this many are read again after a crash, for each segment.
    pub page_size: Option<usize>,
    /// Maximum number of writes at the same time, over all segments. The default is 16.
    pub concurrency: usize,
    /// Number of times that an item is tried while others keep changing it. The default is 20.
    pub attempts: u32,
    /// Number of items that may be rejected. One more fails the run. The default is 0.
    pub max_rejects: u64,
    /// Whether content may be lost that a [survey](crate::Survey) found where something is written. By
    /// default the run is refused.
    pub may_overwrite: bool,
    /// Whether fields may get a value again that programs may have cleared since a run was done. By
    /// default a run beside no program that would do so is refused.
    pub may_refill: bool,
    /// Whether a run may begin of which a [survey](crate::Survey) found that it cannot be taken back. By
    /// default it is refused.
    pub without_rollback: bool,
    /// The only region in which replicated tables are written to, the one of the client. By default
    /// replicated tables are refused.
    pub single_writer_region: Option<String>,
    /// Whether a verification tells of each item with something left to do, besides returning the first ten. By
    /// default it does not.
    pub tells_all: bool,
    /// Who works. The default is this process.
    pub owner: Owner,
    /// What to do if another process works on the run.
    pub when_held: WhenHeld,
    /// What to do while the run is paused.
    pub when_paused: WhenPaused,
    /// Receives what happens.
    pub progress: Arc<dyn Progress>,
}

/// What to do if another process works on the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenHeld {
    /// Fail with an error that names it.
    #[default]
    Fail,
    /// Wait until it has ended, and go on from there.
    Wait,
}

/// What to do while the run is paused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenPaused {
    /// Keep the lease and wait until the pause is over.
    #[default]
    Wait,
    /// Release the lease and return.
    Return,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(30),
            longest_request: Duration::from_mins(15),
            segments: 4,
            page_size: None,
            concurrency: 16,
            attempts: 20,
            max_rejects: 0,
            may_overwrite: false,
            may_refill: false,
            without_rollback: false,
            single_writer_region: None,
            tells_all: false,
            owner: Owner::this_process(),
            when_held: WhenHeld::default(),
            when_paused: WhenPaused::default(),
            progress: Arc::new(|_: &Event<'_>| ()),
        }
    }
}

impl Options {
    /// The time between two signs of life, and between two looks at the rows of others.
    pub(crate) fn renewal(&self) -> Duration {
        self.lease / 3
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("lease", &self.lease)
            .field("longest_request", &self.longest_request)
            .field("segments", &self.segments)
            .field("page_size", &self.page_size)
            .field("concurrency", &self.concurrency)
            .field("attempts", &self.attempts)
            .field("tells_all", &self.tells_all)
            .field("max_rejects", &self.max_rejects)
            .field("may_overwrite", &self.may_overwrite)
            .field("may_refill", &self.may_refill)
            .field("without_rollback", &self.without_rollback)
            .field("single_writer_region", &self.single_writer_region)
            .field("owner", &self.owner)
            .field("when_held", &self.when_held)
            .field("when_paused", &self.when_paused)
            .finish_non_exhaustive()
    }
}
