//! What conditions, updates and key conditions become.

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
