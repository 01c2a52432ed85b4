//! Dynamite's generator: schema files in, typed Rust models for DynamoDB out.
#![forbid(unsafe_code)]

mod check;
mod compile;
mod decimal;
pub mod diagnostics;
mod disk;
pub mod files;
pub mod generate;
pub mod ir;
mod json;
pub mod output;
mod raw;
mod resolve;
pub mod source;
mod yaml;

pub use compile::{Checked, check, load};
pub use disk::write_if_changed;
pub use output::{Config, Error, Generated, build};
pub use raw::json_schema;
