//! Visibility of deleted items: reads leave them out, unless requested.

use crate::expr::{Condition, DeletedField};
use crate::model::Model;
use crate::path::Path;
use crate::transport::ClientFilter;

/// Which items of a model with soft delete are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// Items that are not deleted.
    #[default]
    Live,
    /// Deleted items.
    Deleted,
    /// All items.
    All,
}

impl Visibility {
    /// Returns the filter for this visibility; `None` for all.
    pub(super) fn filter<M: Model>(self) -> Option<Condition<M>> {
        let deleted = M::DESCRIPTOR.deleted?.attribute;
        let deleted = Path::<M, String, DeletedField>::attribute(deleted);
        match self {
            Self::Live => Some(deleted.is_absent()),
            Self::Deleted => Some(deleted.is_present()),
            Self::All => None,
        }
    }

    /// Returns `true` if an item is shown.
    pub(crate) fn shows(self, is_deleted: bool) -> bool {
        match self {
            Self::Live => !is_deleted,
            Self::Deleted => is_deleted,
            Self::All => true,
        }
    }

    /// Returns the client-side filter for this visibility, where DynamoDB takes no filter; `None`
    /// for all.
    pub(super) fn client_filter<M: Model>(self) -> Option<ClientFilter> {
        let attribute = M::DESCRIPTOR.deleted?.attribute;
        match self {
            Self::Live => Some(ClientFilter::without(attribute)),
            Self::Deleted => Some(ClientFilter::with(attribute)),
            Self::All => None,
        }
    }
}

/// Gives a builder the methods that choose the visibility. Its `Visibility` is at `$place`.
macro_rules! visibility_methods {
    ($model:ty, $($place:ident).+) => {
        /// Returns deleted items as well.
        pub fn with_deleted(mut self) -> Self
        where
            $model: $crate::model::SoftDelete,
        {
            self.$($place).+ = $crate::read::visibility::Visibility::All;
            self
        }

        /// Returns deleted items only.
        pub fn only_deleted(mut self) -> Self
        where
            $model: $crate::model::SoftDelete,
        {
            self.$($place).+ = $crate::read::visibility::Visibility::Deleted;
            self
        }
    };
}

pub(crate) use visibility_methods;
