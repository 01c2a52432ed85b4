//! Writing whole items.

mod create;
mod delete;
mod replace;
mod save;
mod upsert;
