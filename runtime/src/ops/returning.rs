//! What an update returns.

use crate::model::Model;

/// What an update returns: [`ReturnNew`], [`ReturnOld`] or [`ReturnNothing`].
pub trait Return<M: Model>: answer::Answer<M> {}

/// The item as it is after the update.
#[derive(Clone, Copy, Debug)]
pub struct ReturnNew;

/// The item as it was before the update.
#[derive(Clone, Copy, Debug)]
pub struct ReturnOld;

/// Nothing.
#[derive(Clone, Copy, Debug)]
pub struct ReturnNothing;

impl<M: Model> Return<M> for ReturnNew {}
impl<M: Model> Return<M> for ReturnOld {}
impl<M: Model> Return<M> for ReturnNothing {}

/// What is asked for and made of the answer; not for users to implement.
pub(super) mod answer {
    use super::{ReturnNew, ReturnNothing, ReturnOld};
    use crate::Error;
    use crate::error::{ErrorKind, Outcome};
    use crate::item::StoredItem;
    use crate::model::Model;
    use crate::ops::refusal;
    use crate::ops::unique::Change;
    use crate::ops::update::OPERATION;
    use crate::request::{Returned, ReturnedItem};

    pub trait Answer<M: Model>: Send + 'static {
        type Output: Send;

        const RETURNED: Returned;

        fn output(item: ReturnedItem<M>, key: &M::Key, table: &str) -> Result<Self::Output, Error>;

        /// What to return of a change that was worked out before it was made.
        fn of_change(change: Change, key: &M::Key, table: &str) -> Result<Self::Output, Error>;

        /// What to return when the answer was lost, and the item shows that the update was
        /// applied.
        fn recovered(item: &StoredItem, key: &M::Key, table: &str) -> Result<Self::Output, Error>;
    }

    impl<M: Model> Answer<M> for ReturnNew {
        type Output = M;
        const RETURNED: Returned = Returned::New;

        fn output(item: ReturnedItem<M>, key: &M::Key, table: &str) -> Result<M, Error> {
            match item {
                Some(item) => {
                    item.map_err(|error| refusal::unreadable(error, key, OPERATION, table))
                }
                None => Err(refusal::nothing_returned(OPERATION, table)),
            }
        }

        fn of_change(change: Change, key: &M::Key, table: &str) -> Result<M, Error> {
            let item = StoredItem::new(change.after.unwrap_or_default());
            Self::recovered(&item, key, table)
        }

        fn recovered(item: &StoredItem, key: &M::Key, table: &str) -> Result<M, Error> {
            item.decode()
                .map_err(|error| refusal::unreadable(error, key, OPERATION, table))
        }
    }

    impl<M: Model> Answer<M> for ReturnOld {
        type Output = M;
        const RETURNED: Returned = Returned::Old;

        fn output(item: ReturnedItem<M>, key: &M::Key, table: &str) -> Result<M, Error> {
            ReturnNew::output(item, key, table)
        }

        fn of_change(change: Change, key: &M::Key, table: &str) -> Result<M, Error> {
            let item = StoredItem::new(change.before.unwrap_or_default());
            ReturnNew::recovered(&item, key, table)
        }

        fn recovered(_: &StoredItem, _: &M::Key, table: &str) -> Result<M, Error> {
            let lost = Error::new(ErrorKind::NoAnswer {
                cause: "the answer with the old item was lost".to_owned(),
            });
            Err(lost.during(OPERATION, table).with_outcome(Outcome::Applied))
        }
    }

    impl<M: Model> Answer<M> for ReturnNothing {
        type Output = ();
        const RETURNED: Returned = Returned::Nothing;

        fn output(_: ReturnedItem<M>, _: &M::Key, _: &str) -> Result<(), Error> {
            Ok(())
        }

        fn of_change(_: Change, _: &M::Key, _: &str) -> Result<(), Error> {
            Ok(())
        }

        fn recovered(_: &StoredItem, _: &M::Key, _: &str) -> Result<(), Error> {
            Ok(())
        }
    }
}
