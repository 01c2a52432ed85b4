//! Why a run did not go on, and what to do about it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::owner::Owner;
use crate::rewrite::Reject;
use crate::run::{Direction, PlanHash, RunId, Status};

/// The error of a run, with the control table that records it.
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
    /// The recorded run is in another state than this call needs.
    WrongStatus {
        /// Its direction.
        direction: Direction,
        /// Its status.
        status: Status,
        /// What can be done.
        remedy: &'static str,
    },
    /// There is no such run.
    NotRecorded,
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

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(f, "{error}; run it again to go on from there"),
            Self::Item { table, key, error } => write!(
                f,
                "the item {key} of table {table}: {error}; run it again to go on from there"
            ),
            Self::OtherPlan { recorded, given } => write!(
                f,
                "it was begun with another plan, {recorded}, and this process has {given}: use the \
                 files that it was begun with, or give the changed migration another name"
            ),
            Self::Held { holder, since } => write!(
                f,
                "{holder} has been working on it since {since}: wait for it, or end that process"
            ),
            Self::LeaseLost => f.write_str(
                "another process took over because this one showed no sign of life during its \
                 lease; nothing is lost, and the other process goes on",
            ),
            Self::NotRenewed { lease, cause } => write!(
                f,
                "the lease of {lease:?} could not be renewed ({cause}): run it again once the table \
                 can be reached"
            ),
            Self::Superseded { generation } => write!(
                f,
                "generation {generation} was begun elsewhere, and this process stopped for it"
            ),
            Self::TooManyRejects {
                first,
                rejected,
                allowed,
            } => fmt_rejects(f, first, *rejected, *allowed),
            Self::WrongStatus {
                direction,
                status,
                remedy,
            } => write!(f, "it is {status} in direction {direction}: {remedy}"),
            Self::NotRecorded => f.write_str("it was never begun with this table prefix"),
            Self::NewerFormat { row, found, known } => write!(
                f,
                "row `{row}` has format {found}, and this version of Dynamite knows formats up to \
                 {known}: use the version that wrote it, or a later one"
            ),
            Self::DamagedRow { row, attribute } => write!(
                f,
                "row `{row}` has no valid `{attribute}`: restore it, or delete all rows of the \
                 migration to begin it again"
            ),
        }
    }
}

fn fmt_rejects(
    f: &mut fmt::Formatter<'_>,
    first: &[Reject],
    rejected: u64,
    allowed: u64,
) -> fmt::Result {
    write!(
        f,
        "{rejected} items cannot be rewritten, and {allowed} are allowed: correct them and run it \
         again, or allow more"
    )?;
    first
        .iter()
        .try_for_each(|reject| write!(f, "\n  {reject}"))
}
