//! Operations that write one item or many, and the planned writes they produce.
//!
//! Every write of one item is a [`plan::Planned`], which does not depend on the model's type;
//! `unique` sends it with the guards of unique fields if it has any.

pub(crate) mod batched;
pub(crate) mod create;
mod create_or_get;
pub(crate) mod delete;
pub(crate) mod deleted;
pub(crate) mod hooked;
pub(crate) mod item;
pub(crate) mod part;
pub(crate) mod plan;
pub(crate) mod purge;
mod replace;
mod replaced;
pub(crate) mod restore;
pub(crate) mod returning;
mod save;
pub(crate) mod send;
pub(crate) mod transact;
mod transition;
pub(crate) mod unique;
mod update;
mod write_many;

pub use batched::Write;
pub use create::Create;
pub use create_or_get::{CreateOrGet, Found};
pub use delete::Delete;
pub(super) use part::{HookedWrite, Part};
pub use plan::{AnyVersion, AtAnyVersion, Target};
pub use purge::Purge;
pub use replace::Replace;
pub use replaced::Replaced;
pub use restore::Restore;
pub use returning::{
    DeleteReturn, ReplaceReturn, Return, ReturnExisted, ReturnNew, ReturnNothing, ReturnOld,
    ReturnReplaced,
};
pub use save::Save;
pub use transact::Transact;
pub(super) use transact::sealed::IntoWrite;
pub use unique::Lookup;
pub use update::{ExactlyOnce, OrInsert, Patch, Update};
pub use write_many::{PartlyWritten, WriteMany};
