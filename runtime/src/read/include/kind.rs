//! How many related items there are, and how they are found.

/// Any number, read by a query.
#[derive(Clone, Copy, Debug)]
pub enum Many {}

/// One or none, read by a query: the first that it finds.
#[derive(Clone, Copy, Debug)]
pub enum One {}

/// One or none, read by its key.
#[derive(Clone, Copy, Debug)]
pub enum ByKey {}

/// [`Many`], [`One`] or [`ByKey`].
pub trait Kind: sealed::Kind {
    /// What stands beside an item, given what stands for each related one.
    type Output<T: Clone + Send + Sync + 'static>: Clone + Send + Sync + 'static;

    /// Puts it together.
    #[doc(hidden)]
    fn output<T: Clone + Send + Sync + 'static>(items: impl Iterator<Item = T>) -> Self::Output<T>;
}

mod sealed {
    /// Not for users to implement.
    pub trait Kind: 'static {
        /// Whether the link is the whole key of the related item.
        const BY_KEY: bool = false;

        /// How many items are read, whatever else is asked for.
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
