//! Dynamite's schema language: schema files in, a checked schema or diagnostics out.
//!
//! Everything that works on schemas depends on this crate: the generator, tables, migrations,
//! importers, editors.
#![forbid(unsafe_code)]

// Files that unit tests share with other tests name the crate as these do.
#[cfg(all(test, feature = "expressions"))]
extern crate self as dynamite_schema;

mod check;
mod compile;
pub mod diagnostics;
#[cfg(feature = "migrations")]
pub mod diff;
#[cfg(feature = "expressions")]
pub mod expr;
pub mod ir;
mod json;
mod load;
#[cfg(feature = "migrations")]
pub mod migration;
mod raw;
mod resolve;
#[cfg(feature = "migrations")]
pub mod snapshot;
pub mod source;
mod yaml;

pub use compile::{Checked, check, load};
pub use raw::{json_schema, migration_json_schema};
