//! `tables.rs`: the tables as DynamoDB has them.

use super::GenerateError;
use super::docs::{self, code};
use super::source_file::SourceFile;
use super::template::{Context, Templates};
use super::tokens::{Tokens, tokens};
use crate::ir::{IndexKind, KeyAttribute, KeyKind, Projection, Schema, Table, TableIndex};

/// The file of the table descriptors. `names` has the Rust name of each table.
pub(super) fn file(
    templates: &Templates,
    schema: &Schema,
    names: &[Tokens],
) -> Result<String, GenerateError> {
    let tables = (schema.tables.iter().zip(names)).map(|(table, name)| descriptor(table, name));
    let file = SourceFile::module(templates, super::SCHEMA_FOLDER)
        .add("tables.rs.jinja", Context::new().list("tables", tables))?;
    Ok(file.finish())
}

fn descriptor(table: &Table, name: &Tokens) -> Context {
    Context::new()
        .with("docs", docs::line(format!("Table {}.", code(&table.name))))
        .with("constant", name.clone())
        .with("name", Tokens::string(&table.name))
        .with("partition", attribute(&table.key.partition))
        .with("sort", optional(table.key.sort.as_ref().map(attribute)))
        .with("ttl", optional(table.ttl.as_deref().map(Tokens::string)))
        .list("indexes", table.indexes.iter().map(index))
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
        KeyKind::String => tokens!("rt::KeyKind::String"),
        KeyKind::Number => tokens!("rt::KeyKind::Number"),
        KeyKind::Binary => tokens!("rt::KeyKind::Binary"),
    };
    tokens!(
        "rt::KeyAttributeDescriptor {{ name: {}, kind: {} }}",
        Tokens::string(&attribute.name),
        kind
    )
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
        Some(value) => tokens!("::core::option::Option::Some({})", value),
        None => tokens!("::core::option::Option::None"),
    }
}
