//! Soft-deleted items: left out, shown too, or shown alone.

/// What a read sees, of a model with soft delete.
macro_rules! see {
    (soft) => {
        see!(@each |read, visible| match visible {
            Visible::Live => read,
            Visible::All => read.with_deleted(),
            Visible::Deleted => read.only_deleted(),
        });
    };
    (hard) => {
        see!(@each |read, _visible| read);
    };
    (@each |$read:ident, $visible:ident| $seen:expr) => {
        fn see_one($read: Get<Self>, $visible: Visible) -> Get<Self> {
            $seen
        }
        fn see_many($read: GetMany<Self>, $visible: Visible) -> GetMany<Self> {
            $seen
        }
        fn see_found($read: Find<Self>, $visible: Visible) -> Find<Self> {
            $seen
        }
        fn see_all($read: Scan<Self>, $visible: Visible) -> Scan<Self> {
            $seen
        }
    };
}

pub(super) use see;
