//! Destinations of generated files: the output of a build script, or a folder of the project.

mod build_script;
mod config;
pub mod folder;
mod manifest;
mod relative;

pub use build_script::build;
pub use config::{Config, Error, Generated};
