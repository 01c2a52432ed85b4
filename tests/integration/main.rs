//! What a user relies on: generated models, on a real engine.
//!
//! Runs on the engine that `DYNAMITE_ENGINE` selects, the embedded one if none is.
#![allow(missing_docs, reason = "the names of tests say what they are about")]

#[cfg(test)]
mod batches;
#[cfg(test)]
mod bulk;
#[cfg(test)]
mod clients;
#[cfg(test)]
mod conditions;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod find;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod outcomes;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod scans;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod selections;
#[cfg(test)]
mod serde;
#[cfg(test)]
mod stored_keys;
#[cfg(test)]
mod support;
#[cfg(test)]
mod sync;
#[cfg(test)]
mod transactions;
#[cfg(test)]
mod types;
#[cfg(test)]
mod unique;
#[cfg(test)]
mod unknown;
#[cfg(test)]
mod updates;
#[cfg(test)]
mod writes;
