//! Dynamite's generator: schema files in, typed Rust models for DynamoDB out.
#![forbid(unsafe_code)]

pub mod files;
pub mod generate;
pub mod ir;
pub mod source;
