//! Schema files in, checked schema or diagnostics out.

mod answer;
mod editor;
mod explanations;
mod fail;
mod files;
mod follow_on;
mod fuzzed;
mod hostile;
mod mutations;
mod pass;
mod render;
mod repository_methods;
mod schema_json;
mod support;
