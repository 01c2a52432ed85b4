//! A part of a transaction: a write that is ready, or one that is when its hooks were called.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::plan::Planned;
use crate::Error;

/// What is called after a commit.
pub(crate) type After = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A part of a transaction.
pub enum Part {
    /// A write.
    Ready(Box<Planned>),
    /// A write with hooks: made when the transaction is committed, so that nothing is called for
    /// one that never is.
    Hooked(Pin<Box<dyn Future<Output = Result<HookedWrite, Error>> + Send>>),
}

/// A write whose hooks were called before it.
pub struct HookedWrite {
    pub(super) planned: Planned,
    /// What is called when it has taken place.
    pub(super) after: After,
}

impl Part {
    /// A write with hooks. The future calls those before it, and makes it.
    pub(crate) fn hooked(
        write: impl Future<Output = Result<HookedWrite, Error>> + Send + 'static,
    ) -> Self {
        Self::Hooked(Box::pin(write))
    }
}

impl HookedWrite {
    /// The write, and the calls of the hooks after it.
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

/// The writes of a transaction, and what is called after it, both in order. Calls the hooks before
/// the writes.
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
