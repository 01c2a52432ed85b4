//! The state store.

mod exchange;
mod older;
mod program;
mod races;
mod requests;
