//! The runtime of Dynamite.
#![forbid(unsafe_code)]

pub mod client;
pub mod codec;
pub mod expr;
pub mod model;
pub mod types;
