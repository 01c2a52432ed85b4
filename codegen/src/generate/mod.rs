//! From the checked schema to Rust files.
//!
//! Each generated thing has a file here, which prepares what its template in `templates/` is
//! rendered with. Decisions are taken here; templates hold layout and loops.

#[path = "parts/codec.rs"]
mod codec;
#[path = "parts/descriptor.rs"]
mod descriptor;
#[path = "text/docs.rs"]
mod docs;
#[path = "parts/draft.rs"]
mod draft;
#[path = "files/enum_type.rs"]
mod enums;
mod error;
#[path = "view/fields.rs"]
mod field;
#[path = "parts/handles.rs"]
mod handles;
#[path = "parts/indexes.rs"]
mod index;
#[path = "parts/key.rs"]
mod key;
#[path = "parts/lifecycle.rs"]
mod lifecycle;
#[path = "view/literals.rs"]
mod literals;
#[path = "files/model.rs"]
mod model;
#[path = "view/names.rs"]
mod names;
#[path = "files/nested_type.rs"]
mod nested;
#[path = "parts/relations.rs"]
mod relations;
#[path = "parts/repository.rs"]
mod repository;
#[path = "files/root.rs"]
mod root;
#[path = "parts/rules.rs"]
mod rules;
#[path = "view/rust_types.rs"]
mod rust_type;
#[path = "parts/shapes.rs"]
mod shapes;
#[path = "text/source_file.rs"]
mod source_file;
#[path = "parts/structs.rs"]
mod structs;
#[path = "files/tables.rs"]
mod tables;
#[path = "text/templates.rs"]
mod template;
#[path = "text/tokens.rs"]
mod tokens;
#[path = "files/union_type.rs"]
mod unions;
#[path = "parts/unique.rs"]
mod unique;

pub use error::GenerateError;
pub(crate) use source_file::{FIRST_LINE, SourceFile};
pub(crate) use template::Templates;

use crate::files::Files;
use dynamite_schema::ir::{ModelId, NamedType, NamedTypeKind, Schema, TypeId};

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
    /// In `OUT_DIR/dynamite`: `mod.rs` is included, and includes the others. Laid out by the
    /// templates, not by the formatter.
    BuildScript,
}

/// Generates the Rust files of a schema: one for each model and type, `tables.rs`, and `mod.rs`
/// with everything in it. The same schema always gives the same bytes.
pub fn generate(schema: &Schema, layout: Layout) -> Result<Files, GenerateError> {
    let templates = Templates::new(layout)?;
    let mut files = Files::default();
    for_each_file(schema, layout, |path, file| {
        let file = files.insert(path, file.render(&templates)?);
        file.map_err(|path| GenerateError::File { path })
    })?;
    Ok(files)
}

/// Prepares the files of a schema one after the other, to be rendered or not.
pub(crate) fn for_each_file(
    schema: &Schema,
    layout: Layout,
    mut visit: impl FnMut(String, SourceFile) -> Result<(), GenerateError>,
) -> Result<(), GenerateError> {
    let tables = names::tables(&schema.tables)?;
    visit(ROOT_FILE.to_owned(), root::file(schema, &tables, layout)?)?;
    visit(names::file("tables"), tables::file(schema, &tables)?)?;
    let joins = relations::joins(schema);
    for (id, model) in schema.models.iter().enumerate() {
        let is_join = joins.contains(&ModelId(id));
        let file = model::file(schema, model, &tables, is_join)?;
        visit(names::file(&model.module), file)?;
    }
    let secrets = rules::secret_types(schema);
    for (id, ty) in schema.types.iter().enumerate() {
        let is_secret = secrets.contains(&TypeId(id));
        visit(names::file(&ty.module), named_type(schema, ty, is_secret)?)?;
    }
    Ok(())
}

/// The file of a nested type, enum or union. It is secret where sensitive fields consist of it.
fn named_type(
    schema: &Schema,
    ty: &NamedType,
    is_secret: bool,
) -> Result<SourceFile, GenerateError> {
    match &ty.kind {
        NamedTypeKind::Struct(fields) => nested::file(schema, ty, fields, is_secret),
        NamedTypeKind::Enum { values, catch_all } => {
            enums::file(schema, ty, values, catch_all.as_ref())
        }
        NamedTypeKind::Union { tag, variants } => {
            unions::file(schema, ty, tag, variants, is_secret)
        }
    }
}
