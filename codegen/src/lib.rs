//! Dynamite's generator: a checked schema in, typed Rust models for DynamoDB out.
#![forbid(unsafe_code)]

mod disk;
pub mod files;
pub mod generate;
pub mod output;

pub use disk::write_if_changed;
pub use output::{Config, Error, Generated, build};
