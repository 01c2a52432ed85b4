//! Why a run did not go on, and what to do about it.

mod display;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use dynamite::{ErrorKind, Timestamp};

use crate::gate::GateState;
use crate::owner::Owner;
use crate::rewrite::Reject;
use crate::run::{Direction, PlanHash, RunId, Status};
use crate::steps::BadConstant;
use crate::verify::Verification;

/// The error of a run, with the control table that records it.
///
/// Its message names the run, the table, the item if there is one, and what to do.
#[derive(Debug)]
pub struct Error {
    run: RunId,
    table: String,
    refusal: Refusal,
}

/// Why a run did not go on.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// A request failed.
    Request(dynamite::Error),
    /// A write of an item failed, and not because of the item.
    Item {
        /// The full name of its table.
        table: String,
        /// Its key as text, without sensitive parts.
        key: String,
        /// The error of the request.
        error: dynamite::Error,
    },
    /// The run was recorded with another plan.
    OtherPlan {
        /// The hash of the recorded plan.
        recorded: String,
        /// The hash of the plan of this process.
        given: PlanHash,
    },
    /// Another process works on the run.
    Held {
        /// That process.
        holder: Box<Owner>,
        /// The time at which it began, as its clock had it.
        since: String,
    },
    /// Another process took over, because no sign of life of this one arrived during a lease.
    LeaseLost,
    /// No sign of life could be stored during a lease.
    NotRenewed {
        /// The lease.
        lease: Duration,
        /// The last error.
        cause: String,
    },
    /// The run has a newer generation: its direction was changed, or it was begun again.
    Superseded {
        /// The newer generation.
        generation: u64,
    },
    /// More items were rejected than allowed. The page that they are on is not recorded as done.
    TooManyRejects {
        /// The first of them.
        first: Vec<Reject>,
        /// Number of rejected items so far.
        rejected: u64,
        /// Number of rejected items allowed.
        allowed: u64,
    },
    /// Items have other content where something is written. Nothing was changed.
    Overwrites {
        /// The first of them.
        first: Vec<Reject>,
        /// How many there are.
        items: u64,
    },
    /// Items could not be restored as they were. If the run has not begun, nothing was changed.
    NoWayBack {
        /// The first of them; none if the run was begun all the same.
        first: Vec<Reject>,
        /// How many there are.
        items: u64,
    },
    /// The contract has begun, and the table is another one: nothing tells which of its items are changed.
    Undecided,
    /// Steps change what programs with the former schema know, and there is no record of what was there.
    Irreversible {
        /// The fields of these steps.
        steps: Vec<String>,
    },
    /// The recorded run is in another state than this call needs.
    WrongStatus {
        /// Its direction.
        direction: Direction,
        /// Its status.
        status: Status,
        /// What can be done.
        remedy: &'static str,
    },
    /// A table is another one than the run was carried out on: it was created anew, or restored.
    /// What is recorded says nothing of its items.
    OtherTable {
        /// The full name of the table.
        name: String,
    },
    /// There is no such run.
    NotRecorded,
    /// Nothing was interrupted.
    NothingToResume {
        /// The status of the run.
        status: Status,
    },
    /// Programs may run that read or write only the new attributes.
    Clients {
        /// What would happen to what they read or write.
        because: &'static str,
    },
    /// A table does not exist.
    NoTable {
        /// Its full name.
        table: String,
    },
    /// A table is replicated, and it was not said which region alone is written to.
    Replicated {
        /// The full name of the table.
        table: String,
        /// The other regions.
        replicas: Vec<String>,
    },
    /// The client writes to another region than the only one in which replicated tables are written to.
    OtherRegion {
        /// The only region in which they are.
        only: String,
        /// That of the client.
        region: String,
    },
    /// A gate is closed.
    GateClosed(GateState),
    /// A table stays as it is until somebody intervenes.
    Stuck {
        /// What would have to become ACTIVE.
        waiting_for: String,
    },
    /// Items of the table expire by another attribute.
    OtherTtl {
        /// The change.
        change: String,
        /// The attribute.
        attribute: String,
    },
    /// TTL of the table was changed within the last hour, and DynamoDB changes it once an hour.
    TtlTooSoon {
        /// The change.
        change: String,
        /// The time from which on it can be changed for certain.
        until: Timestamp,
    },
    /// Something is left to do.
    NotClean(Verification),
    /// The value of a step cannot be stored.
    Constant(BadConstant),
    /// A row was written by a newer version of Dynamite.
    NewerFormat {
        /// The sort key of the row.
        row: String,
        /// The format of the row.
        found: u64,
        /// The newest format that this version knows.
        known: u64,
    },
    /// A row does not hold what belongs there.
    DamagedRow {
        /// The sort key of the row.
        row: String,
        /// The attribute.
        attribute: &'static str,
    },
}

impl Error {
    pub(crate) fn new(run: RunId, table: String, refusal: Refusal) -> Self {
        Self {
            run,
            table,
            refusal,
        }
    }

    /// Returns the run.
    pub fn run(&self) -> &RunId {
        &self.run
    }

    /// Returns the full name of the control table.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Returns why the run did not go on.
    pub fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// Returns `true` if the control table, or the table of the items, does not exist.
    pub(crate) fn is_without_table(&self) -> bool {
        match &self.refusal {
            Refusal::Request(error) => matches!(error.kind(), ErrorKind::TableNotFound),
            _ => false,
        }
    }

    /// Returns `true` if the same call may succeed later without any change.
    pub fn is_retryable(&self) -> bool {
        match &self.refusal {
            Refusal::Request(error) | Refusal::Item { error, .. } => error.is_retryable(),
            Refusal::Held { .. } | Refusal::LeaseLost | Refusal::NotRenewed { .. } => true,
            _ => false,
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.refusal {
            Refusal::Request(error) | Refusal::Item { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "migration {} (recorded in table {}): {}",
            self.run, self.table, self.refusal
        )
    }
}
