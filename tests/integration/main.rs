//! What a user relies on: generated models, on a real engine.
//!
//! Runs on the engine that `DYNAMITE_ENGINE` selects, the embedded one if none is.
#![allow(missing_docs, reason = "the names of tests say what they are about")]

mod client;
mod conditions;
mod refusals;
mod support;
mod types;
mod updates;
mod writes;
