//! Schema files in, checked schema or diagnostics out.

mod explanations;
mod fail;
mod files;
mod follow_on;
mod hostile;
mod mutations;
mod pass;
mod render;
mod repository_methods;
mod schema_json;
mod speed;
mod support;
