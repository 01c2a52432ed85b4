//! What conditions, updates and key conditions become.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy allows them in functions marked as tests, and not in what those call"
)]

mod conditions;
mod engine;
mod keys;
mod limits;
mod model;
mod projections;
mod random;
mod readable;
mod refusals;
mod updates;
