//! Schema files in, checked schema or diagnostics out.

mod editor;
mod expected;
mod explanations;
mod fail;
mod files;
mod follow_on;
mod hostile;
#[cfg(feature = "migrations")]
mod migrations;
mod mutations;
mod pass;
mod render;
mod schema_json;
mod support;
