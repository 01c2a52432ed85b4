//! Parts of a transaction: a write that is ready, or one that is ready once its hooks have been
//! called.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::plan::Planned;
use crate::Error;

/// The calls made after a commit.
pub(crate) type After = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A part of a transaction.
pub enum Part {
    /// A write.
    Ready(Box<Planned>),
    /// A write with hooks: planned when the transaction is committed, so that no hooks are called
    /// for a transaction that never is.
    Hooked(Pin<Box<dyn Future<Output = Result<HookedWrite, Error>> + Send>>),
}

/// A write whose earlier hooks have been called.
pub struct HookedWrite {
    pub(super) planned: Planned,
    /// The calls made after the write was applied.
    pub(super) after: After,
}

impl Part {
    /// Returns a write with hooks. The future calls the hooks before the write, and plans it.
    pub(crate) fn hooked(
        write: impl Future<Output = Result<HookedWrite, Error>> + Send + 'static,
    ) -> Self {
        Self::Hooked(Box::pin(write))
    }
}

impl HookedWrite {
    /// Combines the write with the calls of the hooks after it.
    pub(crate) fn new(planned: Planned, after: impl Future<Output = ()> + Send + 'static) -> Self {
        let after = Box::pin(after);
        Self { planned, after }
    }
}

impl From<Planned> for Part {
    fn from(planned: Planned) -> Self {
        Self::Ready(Box::new(planned))
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready(planned) => planned.fmt(f),
            Self::Hooked(_) => f.write_str("Hooked(..)"),
        }
    }
}

/// Calls the hooks before the writes, and returns the writes of a transaction and the calls to make
/// after it, both in order.
pub(crate) async fn write_all(parts: Vec<Part>) -> Result<(Vec<Planned>, Vec<After>), Error> {
    let mut writes = Vec::with_capacity(parts.len());
    let mut after_all = Vec::new();
    for part in parts {
        match part {
            Part::Ready(planned) => writes.push(*planned),
            Part::Hooked(write) => {
                let HookedWrite { planned, after } = write.await?;
                writes.push(planned);
                after_all.push(after);
            }
        }
    }
    Ok((writes, after_all))
}
