//! Items that were read before an operation failed.

use std::any::Any;
use std::fmt;

/// The items that were read, of a type that only the caller knows.
pub struct ReadItems {
    items: Box<dyn Any + Send + Sync>,
    len: usize,
}

impl ReadItems {
    /// Makes them of these items.
    pub fn new<R: Send + Sync + 'static>(items: Vec<R>) -> Self {
        Self {
            len: items.len(),
            items: Box::new(items),
        }
    }

    /// Returns the number of items.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns `true` if there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the items, if they are of this type.
    pub fn get<R: 'static>(&self) -> Option<&[R]> {
        self.items.downcast_ref::<Vec<R>>().map(Vec::as_slice)
    }
}

impl fmt::Debug for ReadItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadItems({})", self.len)
    }
}
