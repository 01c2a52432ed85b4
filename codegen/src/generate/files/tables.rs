//! `tables.rs`: a descriptor for each table.

use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, code};
use crate::generate::text::source_file::{ALL_SCHEMA_FILES, SourceFile};
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::stored_forms;
use dynamite_schema::ir::{
    FieldId, IndexKind, KeyAttribute, KeyKind, Model, ModelIndex, Projection, RustType, Schema,
    Table, TableIndex, Type,
};

const TEMPLATE: Template = template!("tables.rs.jinja");

/// The file of the table descriptors. `names` has the Rust name of each table.
pub(super) fn file(schema: &Schema, names: &[Tokens]) -> Result<SourceFile, GenerateError> {
    let tables = (schema.tables.iter().zip(names)).map(|(table, name)| descriptor(table, name));
    let context = Context::new()
        .list("codecs", codecs(schema)?)
        .list("tables", tables);
    Ok(SourceFile::module(ALL_SCHEMA_FILES).add(TEMPLATE, context))
}

/// The types of the user's own that are used in keys: rustc compares what their codecs store
/// with what the schema says, once for each type.
fn codecs(schema: &Schema) -> Result<Vec<Context>, GenerateError> {
    let mut seen = Vec::new();
    let mut codecs = Vec::new();
    for model in &schema.models {
        for id in key_fields(model) {
            let ty = &model.field(id).ty;
            let Type::Rust(RustType {
                key_kind: Some(kind),
                ..
            }) = ty
            else {
                continue;
            };
            if seen.contains(&ty) {
                continue;
            }
            seen.push(ty);
            codecs.push(
                Context::new()
                    .with("stored", stored_forms::of_type(schema, ty)?)
                    .with("kind", key_kind(*kind)),
            );
        }
    }
    Ok(codecs)
}

/// The fields of all keys of a model, of the table and of indexes.
fn key_fields(model: &Model) -> impl Iterator<Item = FieldId> {
    let of_indexes = model.indexes.iter().flat_map(ModelIndex::key_fields);
    model.key_fields().into_iter().chain(of_indexes)
}

fn descriptor(table: &Table, name: &Tokens) -> Context {
    let indexes = table.indexes.iter();
    let (queried, second): (Vec<_>, Vec<_>) = indexes.partition(|index| index.is_queried());
    Context::new()
        .with("docs", docs::line(format!("Table {}.", code(&table.name))))
        .with("constant", name.clone())
        .with("name", Tokens::string(&table.name))
        .with("partition", attribute(&table.key.partition))
        .with("sort", optional(table.key.sort.as_ref().map(attribute)))
        .with("ttl", optional(table.ttl.as_deref().map(Tokens::string)))
        .list(
            "lists",
            [
                list(tokens!("indexes"), queried),
                list(tokens!("second_indexes"), second),
            ],
        )
}

/// A field of the descriptor that lists indexes.
fn list(name: Tokens, indexes: Vec<&TableIndex>) -> Context {
    Context::new()
        .with("name", name)
        .list("indexes", indexes.into_iter().map(index))
}

fn index(index: &TableIndex) -> Context {
    let kind = match index.kind {
        IndexKind::Global => tokens!("rt::IndexKind::Global"),
        IndexKind::Local => tokens!("rt::IndexKind::Local"),
    };
    let attributes = |all: &[KeyAttribute]| Tokens::comma_separated(all.iter().map(attribute));
    Context::new()
        .with("name", Tokens::string(&index.name))
        .with("kind", kind)
        .with("partition", attributes(&index.partition))
        .with("sort", attributes(&index.sort))
        .with("projection", projection(&index.projection))
}

fn attribute(attribute: &KeyAttribute) -> Tokens {
    let kind = match attribute.kind {
        KeyKind::String => tokens!("string"),
        KeyKind::Number => tokens!("number"),
        KeyKind::Binary => tokens!("binary"),
    };
    let name = Tokens::string(&attribute.name);
    tokens!("rt::KeyAttributeDescriptor::{}({})", kind, name)
}

fn key_kind(kind: KeyKind) -> Tokens {
    match kind {
        KeyKind::String => tokens!("rt::KeyKind::String"),
        KeyKind::Number => tokens!("rt::KeyKind::Number"),
        KeyKind::Binary => tokens!("rt::KeyKind::Binary"),
    }
}

fn projection(projection: &Projection) -> Tokens {
    match projection {
        Projection::All => tokens!("rt::Projection::All"),
        Projection::KeysOnly => tokens!("rt::Projection::KeysOnly"),
        Projection::Include(names) => {
            let names = names.iter().map(|name| Tokens::string(name));
            tokens!(
                "rt::Projection::Include(&[{}])",
                Tokens::comma_separated(names)
            )
        }
    }
}

fn optional(value: Option<Tokens>) -> Tokens {
    match value {
        Some(value) => tokens!("rt::Some({})", value),
        None => tokens!("rt::None"),
    }
}
