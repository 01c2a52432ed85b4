//! From schema files to Rust, as a whole.

mod golden;
#[cfg(test)]
mod support;
