//! Hooks of operations: calls around a write that is sent alone, and parts of transactions that
//! call them.
//!
//! Without hooks nothing is called, kept or cloned: [`Hooks::ARE_THERE`](crate::Hooks::ARE_THERE)
//! is known at compile time.

mod batch;
mod calls;
mod parts;

pub(super) use batch::{after_batch, before_batch};
pub(crate) use calls::{
    Updating, created, creating, deleted, deleting, restored, restoring, saved_as, saving,
    took_place, updated, updating,
};
pub(super) use parts::{
    part_of_create, part_of_delete, part_of_restore, part_of_save, part_of_update,
};
