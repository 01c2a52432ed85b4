//! One write of a batch.

use std::fmt;

use crate::model::Model;

/// One write of a batch. `Debug` shows no values.
#[derive(Clone)]
pub enum Write<M: Model> {
    /// Puts an item, overwriting any stored one.
    Put(M),
    /// Deletes the item with this key.
    Delete(M::Key),
}

impl<M: Model> fmt::Debug for Write<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Put(_) => "Put(..)",
            Self::Delete(_) => "Delete(..)",
        })
    }
}
