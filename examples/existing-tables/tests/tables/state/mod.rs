//! The state store.

mod exchange;
mod expiry;
mod lost;
mod older;
mod program;
mod races;
mod requests;
