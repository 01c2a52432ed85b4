//! Operations that can be part of a transaction.

/// An operation that can be part of a transaction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a transaction",
    note = "create, update, save, upsert, replace, put, delete, purge, restore and check can"
)]
pub trait Transact: sealed::IntoWrite {}

impl<T: sealed::IntoWrite> Transact for T {}

pub(crate) mod sealed {
    use super::super::Part;
    use crate::Error;

    /// Not for users to implement.
    pub trait IntoWrite {
        /// Returns the write, with ids and times fixed unless hooks are called before it.
        fn into_write(self) -> Result<Part, Error>;
    }
}
