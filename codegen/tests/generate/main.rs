//! From schema files to Rust, as a whole.

mod folder;
mod golden;
mod layouts;
#[cfg(test)]
mod support;
mod untrusted;
