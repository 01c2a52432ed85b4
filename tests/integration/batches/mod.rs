//! Reads and writes of many items, in batches.

mod items;
mod outcomes;
mod requests;
