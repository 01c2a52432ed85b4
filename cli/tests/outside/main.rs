//! The ways to Dynamite as a user takes them: fresh cargo projects outside the workspace.
//!
//! They are built in one target folder, `doors` in that of the workspace, so that what they
//! depend on is built once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod broken_schema;
mod build_script;
mod checked_in;
#[cfg(test)]
mod compiler;
mod first_minutes;
mod init;
mod library;
mod old_times;
mod project;
mod random;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/transcript.rs"]
mod transcript;
