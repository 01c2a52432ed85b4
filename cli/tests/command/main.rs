//! The command as its user meets it: arguments in; text, files and an exit code out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod check;
mod configuration;
mod destinations;
mod explain;
mod failures;
mod generate;
mod init;
mod migrate;
mod order;
mod output;
mod pages;
mod reference;
mod renumber;
mod sandbox;
mod squash;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/transcript.rs"]
mod transcript;
