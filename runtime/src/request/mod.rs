//! Requests through the SDK.
//!
//! Only reading the items of an answer depends on the model; everything else here is compiled
//! once.

mod ambiguity;
mod backoff;
mod batch;
mod check;
mod conflict;
mod endpoint;
mod flight;
mod get;
mod idle;
mod item_write;
mod lift;
mod load;
mod misfit;
mod plan;
mod read;
mod shape;
mod sifted;
mod sinks;
mod transact;
mod watch;
mod write;

pub(crate) use backoff::Backoff;
pub(crate) use batch::{BatchRead, BatchWrite, get_batch, write_batch};
pub(crate) use check::Keyed;
pub(crate) use conflict::is_conflict;
pub(crate) use flight::configured;
pub(crate) use get::{GetRequest, get};
pub(crate) use item_write::{Conditional, ItemAction, ItemWrite};
pub(crate) use load::{EncodedItem, NewItem};
pub(crate) use misfit::Misfit;
pub(crate) use plan::{LEAST_EVALUATED, ReadPlan, Segment, Target};
pub(crate) use read::{Fetched, Stretch, count, read};
pub use shape::{Shape, Whole};
pub(crate) use shape::{Stored, Unread, of_item, stored};
pub(crate) use sifted::{Sieve, Sifted};
pub(crate) use sinks::{Quota, RawItem};
pub(crate) use transact::{Canceled, TransactedRead, transact_get, transact_write};
pub(crate) use write::{Refused, Returned, Written, write};

/// Attributes as the SDK takes them.
pub(crate) type Attributes =
    std::collections::HashMap<String, aws_sdk_dynamodb::types::AttributeValue>;
