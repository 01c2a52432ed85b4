//! Return types of writes.

use crate::model::{Model, SoftDelete};

/// The result of an update, a save or a restore: [`ReturnNew`], [`ReturnOld`] or [`ReturnNothing`].
pub trait Return<M: Model>: response::OfWrite<M> {}

/// The result of a replacement: [`ReturnReplaced`] or [`ReturnNothing`]; of a `put`, [`ReturnNew`] or
/// [`ReturnNothing`].
pub trait ReplaceReturn<M: Model>: response::OfReplace<M> {}

/// The result of a deletion: [`ReturnExisted`], [`ReturnOld`], [`ReturnNothing`], or with
/// `auto: deleted` [`ReturnNew`].
pub trait DeleteReturn<M: Model>: response::OfDelete<M> {}

/// The item as it is after the write.
#[derive(Clone, Copy, Debug)]
pub struct ReturnNew;

/// The item as it was before the write.
#[derive(Clone, Copy, Debug)]
pub struct ReturnOld;

/// Nothing.
#[derive(Clone, Copy, Debug)]
pub struct ReturnNothing;

/// The result of a replacement: a [`Replaced`](crate::ops::Replaced).
#[derive(Clone, Copy, Debug)]
pub struct ReturnReplaced;

/// A `bool`: `true` if there was an item to delete.
#[derive(Clone, Copy, Debug)]
pub struct ReturnExisted;

impl<M: Model> Return<M> for ReturnNew {}
impl<M: Model> Return<M> for ReturnOld {}
impl<M: Model> Return<M> for ReturnNothing {}
impl<M: Model> ReplaceReturn<M> for ReturnReplaced {}
impl<M: Model> ReplaceReturn<M> for ReturnNew {}
impl<M: Model> ReplaceReturn<M> for ReturnNothing {}
impl<M: Model> DeleteReturn<M> for ReturnExisted {}
impl<M: Model> DeleteReturn<M> for ReturnOld {}
impl<M: SoftDelete> DeleteReturn<M> for ReturnNew {}
impl<M: Model> DeleteReturn<M> for ReturnNothing {}

/// Requested return values and conversions of responses; not for users to implement.
pub(super) mod response {
    use super::super::deleted::DeletionResult;
    use super::super::plan::Applied;
    use super::super::replaced::Replaced;
    use super::{ReturnExisted, ReturnNew, ReturnNothing, ReturnOld, ReturnReplaced};
    use crate::Error;
    use crate::item::StoredItem;
    use crate::model::Model;
    use crate::request::Returned;

    pub trait OfWrite<M: Model>: Send + 'static {
        type Output: Send;

        const RETURNED: Returned;

        fn output(applied: Applied) -> Result<Self::Output, Error>;
    }

    impl<M: Model> OfWrite<M> for ReturnNew {
        type Output = M;
        const RETURNED: Returned = Returned::New;

        fn output(applied: Applied) -> Result<M, Error> {
            applied.into_after()
        }
    }

    impl<M: Model> OfWrite<M> for ReturnOld {
        type Output = M;
        const RETURNED: Returned = Returned::Old;

        fn output(applied: Applied) -> Result<M, Error> {
            applied.before_as()
        }
    }

    impl<M: Model> OfWrite<M> for ReturnNothing {
        type Output = ();
        const RETURNED: Returned = Returned::Nothing;

        fn output(_: Applied) -> Result<(), Error> {
            Ok(())
        }
    }

    pub trait OfReplace<M: Model>: Send + 'static {
        type Output: Send;

        const RETURNED: Returned;

        /// Converts the response; `ours` is the item as it was sent.
        fn output(applied: Applied, ours: StoredItem) -> Result<Self::Output, Error>;
    }

    impl<M: Model> OfReplace<M> for ReturnReplaced {
        type Output = Replaced<M>;
        const RETURNED: Returned = Returned::Old;

        fn output(applied: Applied, ours: StoredItem) -> Result<Replaced<M>, Error> {
            Replaced::new(&applied, &ours)
        }
    }

    impl<M: Model> OfReplace<M> for ReturnNew {
        type Output = M;
        const RETURNED: Returned = Returned::Nothing;

        fn output(applied: Applied, ours: StoredItem) -> Result<M, Error> {
            ours.decode().map_err(|error| applied.unreadable(error))
        }
    }

    impl<M: Model> OfReplace<M> for ReturnNothing {
        type Output = ();
        const RETURNED: Returned = Returned::Nothing;

        fn output(_: Applied, _: StoredItem) -> Result<(), Error> {
            Ok(())
        }
    }

    pub trait OfDelete<M: Model>: Send + 'static {
        type Output: Send;

        const RETURNED: Returned;

        /// `true` if it must be known that there was an item.
        const ASKS_FOR_ONE: bool;

        fn output(gone: DeletionResult) -> Result<Self::Output, Error>;
    }

    impl<M: Model> OfDelete<M> for ReturnExisted {
        type Output = bool;
        const RETURNED: Returned = Returned::Nothing;
        const ASKS_FOR_ONE: bool = true;

        fn output(gone: DeletionResult) -> Result<bool, Error> {
            Ok(gone.existed())
        }
    }

    impl<M: Model> OfDelete<M> for ReturnOld {
        type Output = Option<M>;
        const RETURNED: Returned = Returned::Old;
        const ASKS_FOR_ONE: bool = false;

        fn output(gone: DeletionResult) -> Result<Option<M>, Error> {
            gone.old_as().transpose()
        }
    }

    impl<M: Model> OfDelete<M> for ReturnNew {
        type Output = Option<M>;
        const RETURNED: Returned = Returned::New;
        const ASKS_FOR_ONE: bool = false;

        fn output(gone: DeletionResult) -> Result<Option<M>, Error> {
            gone.new_as().transpose()
        }
    }

    impl<M: Model> OfDelete<M> for ReturnNothing {
        type Output = ();
        const RETURNED: Returned = Returned::Nothing;
        const ASKS_FOR_ONE: bool = false;

        fn output(_: DeletionResult) -> Result<(), Error> {
            Ok(())
        }
    }
}
