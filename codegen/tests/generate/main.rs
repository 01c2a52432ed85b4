//! From schema files to Rust, as a whole.

mod golden;
mod layouts;
#[cfg(test)]
mod support;
#[cfg(test)]
mod untrusted;
