//! The schema as Rust: names, types, fields and models, as every generated file writes them.
//!
//! Data about what will be generated; no template is filled here.

pub(crate) mod field_docs;
pub(crate) mod fields;
pub(crate) mod file_names;
pub(crate) mod literals;
pub(crate) mod models;
pub(crate) mod names;
pub(crate) mod retyped;
pub(crate) mod roles;
pub(crate) mod rust_types;
pub(crate) mod scalars;
pub(crate) mod stored_forms;
