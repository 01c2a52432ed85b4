//! From the checked schema to Rust files.
//!
//! Each module uses only those above it in this list:
//!
//! - `error`: errors of the generator
//! - `text`: Rust source as text: tokens, templates, files
//! - `view`: the schema as Rust: names, types, fields, models
//! - `parts`: the parts of a file, with the template of each
//! - `files`: one generated file each
//!
//! Decisions are taken in Rust; templates hold layout and loops.

mod error;
mod files;
mod parts;
mod text;
mod view;

pub use error::GenerateError;
pub(crate) use files::for_each_file;
pub use text::layout::Layout;
pub(crate) use text::source_file::{FIRST_LINE, SourceFile};
pub(crate) use text::templates::Templates;
pub(crate) use view::file_names::ROOT_FILE;

use crate::files::Files;
use dynamite_schema::ir::Schema;

/// Generates the Rust files of a schema: one for each model and type, `tables.rs`, and `mod.rs`
/// with everything in it. The same schema always gives the same bytes.
pub fn generate(schema: &Schema, layout: Layout) -> Result<Files, GenerateError> {
    let mut templates = Templates::new(layout);
    let mut files = Files::default();
    for_each_file(schema, layout, |path, file| {
        let file = files.insert(path, file.render(&mut templates)?);
        file.map_err(|path| GenerateError::File { path })
    })?;
    Ok(files)
}
