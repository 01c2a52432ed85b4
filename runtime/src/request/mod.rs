//! Requests through the SDK.
//!
//! Only reading the items of an answer depends on the model; everything else here is compiled
//! once.

mod ambiguity;
mod get;
mod lift;
mod read;
mod sinks;
mod trace;
mod write;

pub(crate) use get::{GetRequest, get};
pub(crate) use read::{Fetched, ReadPlan, Segment, read};
pub(crate) use write::{Conditional, Refused, Returned, ReturnedItem, delete, put, update};

/// Attributes as the SDK takes them.
pub(crate) type Attributes =
    std::collections::HashMap<String, aws_sdk_dynamodb::types::AttributeValue>;
