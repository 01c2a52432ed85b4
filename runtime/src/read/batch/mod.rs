//! Reads and writes that are sent in batches: `BatchGetItem` and `BatchWriteItem`.
//!
//! `outstanding` holds the keys and writes still to be sent, `sending` sends several requests at a
//! time until none is left, and `get` reads by key. Batch writes are in `write/write_many`.

mod get;
mod outstanding;
mod sending;

pub(super) use get::{BatchGet, Keys};
pub(crate) use outstanding::Outstanding;
pub(crate) use sending::{BatchSettings, FailedBatch, Sending};
