//! Writes the pairs of many-to-many relations.
//!
//! A pair is an item of its own model, whose primary key consists of the keys of both ends: it
//! exists or not, however often it is attached or detached.

mod attach;
mod current;
mod detach;
mod difference;
mod sync;

pub use attach::Attach;
pub use sync::{PartlySynced, SyncInChunks, SyncPairs, Synced};
