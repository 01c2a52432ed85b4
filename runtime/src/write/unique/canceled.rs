//! Canceled transactions.

use crate::Error;
use crate::error::{CanceledWrite, ErrorKind};

/// A transaction that was not applied.
pub(crate) enum Canceled {
    /// These of its writes were refused.
    Writes {
        writes: Vec<CanceledWrite>,
        /// The error to report besides.
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
