//! Schema files in, checked schema or diagnostics out.

mod answer;
mod explanations;
mod fail;
mod files;
mod fuzzed;
mod hostile;
mod mutations;
mod pass;
mod render;
mod schema_json;
mod speed;
mod support;
