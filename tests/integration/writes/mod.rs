//! Writing whole items.

mod create;
mod delete;
mod nulls;
mod replace;
mod save;
mod upsert;
