//! Generated files: the parts that each is made of, in their order.

mod enum_type;
mod model;
mod nested_type;
mod root;
mod tables;
mod union_handles;
mod union_serde;
mod union_type;
mod union_variant;
mod untagged_type;

use super::error::GenerateError;
use super::parts::{relations, rules, serde};
use super::text::layout::Layout;
use super::text::source_file::SourceFile;
use super::text::tokens::Tokens;
use super::view::file_names::{ROOT_FILE, of_module};
use super::view::names;
use dynamite_schema::ir::{ModelId, NamedType, NamedTypeKind, Schema, TypeId};
use union_variant::Layout as UnionLayout;

/// Prepares the files of a schema one after the other. `visit` gets the path of each.
pub(crate) fn for_each_file(
    schema: &Schema,
    layout: Layout,
    mut visit: impl FnMut(String, SourceFile) -> Result<(), GenerateError>,
) -> Result<(), GenerateError> {
    let tables = names::tables(&schema.tables)?;
    let flattened = schema.flattened_types();
    let root = root::file(schema, &tables, &flattened, layout)?;
    visit(ROOT_FILE.to_owned(), root)?;
    visit(of_module("tables"), tables::file(schema, &tables)?)?;
    let joins = relations::joins(schema);
    for (id, model) in schema.models.iter().enumerate() {
        let is_join = joins.contains(&ModelId(id));
        let file = model::file(schema, model, &tables, is_join)?;
        visit(of_module(&model.module), file)?;
    }
    let secrets = rules::secret_types(schema);
    for (id, ty) in schema.types.iter().enumerate() {
        let id = TypeId(id);
        let uses = Uses {
            is_secret: secrets.contains(&id),
            is_flattened: flattened.contains(&id),
        };
        visit(of_module(&ty.module), named_type(schema, ty, uses)?)?;
    }
    Ok(())
}

/// What fields make of a type.
#[derive(Clone, Copy)]
struct Uses {
    /// Sensitive fields consist of it.
    is_secret: bool,
    /// Items hold its attributes.
    is_flattened: bool,
}

/// The file of a nested type, enum or union.
fn named_type(schema: &Schema, ty: &NamedType, uses: Uses) -> Result<SourceFile, GenerateError> {
    let file = match &ty.kind {
        NamedTypeKind::Struct(fields) => nested_type::file(schema, ty, fields, uses.is_secret)?,
        NamedTypeKind::Enum { values, catch_all } => {
            enum_type::file(schema, ty, values, catch_all.as_ref())?
        }
        NamedTypeKind::Untagged(variants) => untagged_type::file(schema, ty, variants)?,
        NamedTypeKind::Union {
            tag,
            content,
            variants,
        } => {
            let layout = UnionLayout {
                tag,
                content: content.as_deref(),
            };
            union_type::file(schema, ty, layout, variants, uses)?
        }
    };
    Ok(match ty.serde {
        Some(_) => serde::add_own_form(file, &Tokens::ident(&ty.name)?),
        None => file,
    })
}
