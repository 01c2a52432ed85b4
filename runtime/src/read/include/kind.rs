//! The number of related items, and how they are read.

/// Any number, read by a query.
#[derive(Clone, Copy, Debug)]
pub enum Many {}

/// One or none, read by a query: the first found.
#[derive(Clone, Copy, Debug)]
pub enum One {}

/// One or none, read by its key.
#[derive(Clone, Copy, Debug)]
pub enum ByKey {}

/// [`Many`], [`One`] or [`ByKey`].
pub trait Kind: sealed::Kind {
    /// The type returned beside an item, given the type of each related item.
    type Output<T: Clone + Send + Sync + 'static>: Clone + Send + Sync + 'static;

    /// Collects the related items.
    #[doc(hidden)]
    fn output<T: Clone + Send + Sync + 'static>(items: impl Iterator<Item = T>) -> Self::Output<T>;
}

mod sealed {
    /// Not for users to implement.
    pub trait Kind: 'static {
        /// `true` if the link is the whole key of the related item.
        const BY_KEY: bool = false;

        /// Maximum number of items read, whatever limit is set.
        const MOST: Option<usize> = None;
    }
}

impl sealed::Kind for Many {}

impl Kind for Many {
    type Output<T: Clone + Send + Sync + 'static> = Vec<T>;

    fn output<T: Clone + Send + Sync + 'static>(items: impl Iterator<Item = T>) -> Vec<T> {
        items.collect()
    }
}

impl sealed::Kind for One {
    const MOST: Option<usize> = Some(1);
}

impl Kind for One {
    type Output<T: Clone + Send + Sync + 'static> = Option<T>;

    fn output<T: Clone + Send + Sync + 'static>(mut items: impl Iterator<Item = T>) -> Option<T> {
        items.next()
    }
}

impl sealed::Kind for ByKey {
    const BY_KEY: bool = true;
}

impl Kind for ByKey {
    type Output<T: Clone + Send + Sync + 'static> = Option<T>;

    fn output<T: Clone + Send + Sync + 'static>(mut items: impl Iterator<Item = T>) -> Option<T> {
        items.next()
    }
}
