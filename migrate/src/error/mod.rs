//! Why a run did not go on, and what to do about it.

mod phrases;
mod refusal;

use std::error::Error as StdError;
use std::fmt;

use dynamite::ErrorKind;

use crate::run::RunId;
pub(crate) use phrases::standing;
pub use refusal::Refusal;

/// The error of a run, with the control table that records it.
///
/// Its message names the run, the table, the item if there is one, and what to do.
#[derive(Debug)]
pub struct Error {
    run: RunId,
    table: String,
    refusal: Refusal,
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
