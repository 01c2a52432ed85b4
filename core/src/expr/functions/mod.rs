//! What the functions of expressions do, a file for each family.
//!
//! They take Rust values of the right types. The table of functions of the schema language says
//! which arguments a function takes, and is where each is documented.

pub mod bytes;
pub mod collections;
mod convert;
pub mod durations;
pub mod ids;
pub mod numbers;
pub mod sets;
pub mod strings;
#[cfg(test)]
mod tests;
pub mod times;

pub use convert::*;
