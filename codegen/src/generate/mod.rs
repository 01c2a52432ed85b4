//! From the checked schema to Rust files.
//!
//! Each generated thing has a file here, which prepares what its template in `templates/` is
//! rendered with. Decisions are taken here; templates hold layout and loops.

mod codec;
mod descriptor;
mod docs;
mod draft;
mod enums;
mod error;
mod field;
mod handles;
mod index;
mod key;
mod lifecycle;
mod literals;
mod model;
mod names;
mod nested;
mod relations;
mod repository;
mod root;
mod rules;
mod rust_type;
mod shapes;
mod source_file;
mod structs;
mod tables;
mod template;
mod tokens;
mod unions;
mod unique;

pub use error::GenerateError;
pub(crate) use source_file::FIRST_LINE;

use crate::files::Files;
use crate::ir::{ModelId, NamedType, NamedTypeKind, Schema, TypeId};
use template::Templates;

/// Stands for all schema files in the headers of files that are made from all of them.
const SCHEMA_FOLDER: &str = "the schema";

/// The root file, which has all the others in it.
pub(crate) const ROOT_FILE: &str = "mod.rs";

/// Where the generated files will live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// In the source tree, as a module folder: `mod.rs` declares `pub mod user;`. Each file keeps
    /// rustfmt away from itself.
    CheckedIn,
    /// In `OUT_DIR/dynamite`: `mod.rs` is included, and includes the others.
    BuildScript,
}

/// Generates the Rust files of a schema: one for each model and type, `tables.rs`, and `mod.rs`
/// with everything in it. The same schema always gives the same bytes.
pub fn generate(schema: &Schema, layout: Layout) -> Result<Files, GenerateError> {
    let templates = Templates::new(layout)?;
    let tables = names::tables(&schema.tables)?;
    let mut files = Files::default();
    let mut add = |path: String, text: String| {
        let file = files.insert(path, text);
        file.map_err(|path| GenerateError::File { path })
    };
    let root = root::file(&templates, schema, &tables)?;
    add(ROOT_FILE.to_owned(), root)?;
    add(
        names::file("tables"),
        tables::file(&templates, schema, &tables)?,
    )?;
    let joins = relations::joins(schema);
    for (id, model) in schema.models.iter().enumerate() {
        let is_join = joins.contains(&ModelId(id));
        add(
            names::file(&model.module),
            model::file(&templates, schema, model, &tables, is_join)?,
        )?;
    }
    let secrets = rules::secret_types(schema);
    for (id, ty) in schema.types.iter().enumerate() {
        let is_secret = secrets.contains(&TypeId(id));
        add(
            names::file(&ty.module),
            named_type(&templates, schema, ty, is_secret)?,
        )?;
    }
    Ok(files)
}

/// The file of a nested type, enum or union. It is secret where sensitive fields consist of it.
fn named_type(
    templates: &Templates,
    schema: &Schema,
    ty: &NamedType,
    is_secret: bool,
) -> Result<String, GenerateError> {
    match &ty.kind {
        NamedTypeKind::Struct(fields) => nested::file(templates, schema, ty, fields, is_secret),
        NamedTypeKind::Enum { values, catch_all } => {
            enums::file(templates, schema, ty, values, catch_all.as_ref())
        }
        NamedTypeKind::Union { tag, variants } => {
            unions::file(templates, schema, ty, tag, variants, is_secret)
        }
    }
}
