//! Requests through the SDK.
//!
//! Only reading the items of a response depends on the model; all other code is compiled once.

mod backoff;
mod batch;
mod control_plane;
mod get;
mod idle;
mod item_write;
mod observation;
mod read;
mod read_request;
mod segment;
mod transact;
mod write;

pub use backoff::Backoff;
pub(crate) use batch::{BatchRead, BatchWrite, get_batch, write_batch};
pub(crate) use control_plane::control_plane;

pub(crate) use get::{GetRequest, get};
pub(crate) use item_write::{Conditional, ItemAction, ItemWrite};
pub(crate) use observation::Observation;

pub(crate) use read::{Fetched, PageRequest, count, read};
pub(crate) use read_request::{LEAST_EVALUATED, ReadRequest, ReadTarget};
pub use segment::Segment;

pub(crate) use transact::{Canceled, TransactedRead, transact_get, transact_write};
pub(crate) use write::{Refused, Returned, Written, write};

/// Default number of concurrent requests of an operation.
pub(crate) const CONCURRENCY: usize = 16;
