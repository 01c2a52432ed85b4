//! Reads and writes that are sent in batches: `BatchGetItem` and `BatchWriteItem`.
//!
//! `outstanding` has what is still to be sent, `sending` sends several requests at a time until
//! nothing is left, `get` reads by key. What writes in batches is `write/write_many`.

mod get;
mod outstanding;
mod sending;

pub(super) use get::{BatchGet, Keys};
pub(crate) use outstanding::Outstanding;
pub(crate) use sending::{BatchSettings, FailedBatch, Sending};
