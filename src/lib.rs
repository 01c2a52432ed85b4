//! What the tests and the guide are compiled against: the models of `tests/schemas/`, and the types
//! and functions that they name.
#![forbid(unsafe_code)]

pub mod club;
pub mod codecs;
#[cfg(doctest)]
mod guide;
pub mod money;
pub mod preferences;
pub mod vault;

include!(concat!(env!("OUT_DIR"), "/tested.rs"));
