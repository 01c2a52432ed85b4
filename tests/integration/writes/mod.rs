//! Writing whole items.

mod copies;
mod create;
mod create_or_get;
mod delete;
mod nulls;
mod or_insert;
mod or_insert_absent;
mod or_insert_random;
mod put;
mod replace;
mod save;
mod upsert;
