//! What the benchmarks share: models, the same work done with the SDK by hand, and a client that
//! is never on a network.
#![forbid(unsafe_code)]

pub mod by_hand;
pub mod canned;
pub mod example;
pub mod measure;
#[cfg(feature = "serde-dynamo")]
pub mod with_serde;

dynamite::include_models!();
