//! Transactions that did not take place.

use crate::Error;
use crate::error::{CanceledWrite, ErrorKind};

/// A transaction that did not take place.
pub(crate) enum Canceled {
    /// These of its writes were refused.
    Writes {
        writes: Vec<CanceledWrite>,
        /// What to say besides.
        error: Error,
    },
    /// Anything else.
    Failed(Error),
}

impl From<Error> for Canceled {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Canceled> for Error {
    fn from(canceled: Canceled) -> Self {
        match canceled {
            Canceled::Writes { writes, error } => {
                error.with_kind(ErrorKind::TransactionCanceled { writes })
            }
            Canceled::Failed(error) => error,
        }
    }
}
