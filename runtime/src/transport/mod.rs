//! Interceptors and retry classifiers around the SDK.
//!
//! Items are removed from response bodies before the SDK parses them, and inserted into request
//! bodies before they are signed. Signing, retries, timeouts and errors remain the SDK's.

mod client_filter;
mod conflict;
mod endpoint;
pub(crate) mod invalid_write;
mod item_condition;
pub(crate) mod lift;
pub(crate) mod load;
mod lost_response;
pub(crate) mod request_scope;
pub(crate) mod sinks;

pub(crate) use client_filter::{ClientFilter, ClientFiltered};
pub(crate) use invalid_write::InvalidWrite;
pub(crate) use item_condition::WithKey;
pub(crate) use load::{EncodedItem, NewItem};
pub(crate) use request_scope::configured;
pub(crate) use sinks::{Quota, RawItem};
