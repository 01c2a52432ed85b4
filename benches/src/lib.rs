//! What the benchmarks share: models, the same work done with the SDK by hand, and a client that
//! is never on a network.
#![forbid(unsafe_code)]

pub mod beside;
pub mod build_script;
pub mod by_hand;
pub mod callgrind;
pub mod canned;
pub mod crates;
pub mod cut;
pub mod example;
pub mod large_schema;
pub mod measure;
pub mod migration;
pub mod process;
#[cfg(feature = "serde-dynamo")]
pub mod with_serde;

/// What a benchmark returns: it ends with the first error.
pub type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

dynamite::include_models!();
