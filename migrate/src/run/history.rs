//! How far runs are, as others are told.

use dynamite::Timestamp;

use super::Status;

/// How far a run is, or how it ended last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The name of the run.
    pub run: String,
    /// How far it is. One that has changed nothing yet has no entry.
    pub status: Status,
    /// The generation of the run.
    pub generation: u64,
    /// The time at which it was recorded, by the clock of the process that did.
    pub at: Timestamp,
    /// The hash of its plan.
    pub plan_hash: String,
    /// The checksum of its file; `None` if it had none.
    pub checksum: Option<String>,
    /// The full names of its tables.
    pub tables: Vec<String>,
}
