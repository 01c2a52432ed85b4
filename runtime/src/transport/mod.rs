//! What stands around the SDK: interceptors and retry classifiers of a request.
//!
//! Items are taken out of response bodies before the SDK parses them, and put into request bodies
//! before they are signed. Signing, retries, timeouts and errors remain the SDK's.

mod ambiguity;
mod check;
mod conflict;
mod endpoint;
pub(crate) mod flight;
pub(crate) mod lift;
pub(crate) mod load;
pub(crate) mod misfit;
mod sifted;
pub(crate) mod sinks;

pub(crate) use check::Keyed;
pub(crate) use flight::configured;
pub(crate) use load::{EncodedItem, NewItem};
pub(crate) use misfit::Misfit;
pub(crate) use sifted::{Sieve, Sifted};
pub(crate) use sinks::{Quota, RawItem};
