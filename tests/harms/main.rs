//! What goes wrong elsewhere, and cannot here. Each promise is a function that takes what is to be
//! tried: it holds for Dynamite, and not for a port of the code that does the harm (`port/`), so
//! that a promise that could not be broken is noticed.
//!
//! `docs/parity.md` lists them.
#![allow(missing_docs, reason = "the names of tests say what they are about")]

#[cfg(test)]
mod data_loss;
#[cfg(test)]
mod filters;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod keys_and_indexes;
#[cfg(test)]
mod listed;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod own_work;
#[cfg(test)]
mod port;
#[cfg(test)]
mod reads;
#[cfg(test)]
mod relations;
#[cfg(test)]
#[path = "../integration/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "shared with the integration tests"
)]
mod support;
#[cfg(test)]
mod transactions;
