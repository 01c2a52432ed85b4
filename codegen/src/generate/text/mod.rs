//! Rust source as text: tokens, templates, documentation, files.
//!
//! Knows neither the schema nor what is generated from it.

pub(crate) mod context;
pub(crate) mod docs;
pub(crate) mod layout;
pub(crate) mod source_file;
pub(crate) mod templates;
pub(crate) mod tokens;
