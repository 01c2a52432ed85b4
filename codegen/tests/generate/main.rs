//! From schema files to Rust, as a whole.

mod golden;
mod support;
