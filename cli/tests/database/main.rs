//! Commands that work on the items of a database, on an embedded engine.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod attacks;
mod aws;
mod bed;
mod came_back;
mod interrupt;
mod left_behind;
mod life;
mod optional_back;
mod order;
mod page;
mod plan;
mod refusals;
mod removals;
mod restored;
mod session;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/transcript.rs"]
mod transcript;
