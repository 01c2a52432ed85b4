//! Access paths of queries: the primary key, if it has a sort key, and the indexes.

use super::structs::{self, Struct};
use super::{rows, serde};
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::models::ModelCode;
use crate::generate::view::roles::Role;
use dynamite_schema::ir::{Field, FieldId, IndexKind, KeyPart, ModelIndex, Rows};

const TEMPLATE: Template = template!("index.rs.jinja");

/// Adds a marker type for each access path, and a row struct for each index that projects only some
/// attributes.
pub(crate) fn add(
    mut file: SourceFile,
    model: &ModelCode<'_>,
) -> Result<SourceFile, GenerateError> {
    if model.model.key.sort.is_some() {
        file = file.add(TEMPLATE, primary(model));
    }
    for index in &model.model.indexes {
        file = file.add(TEMPLATE, secondary(model, index)?);
        if let Rows::Own { name, fields } = &index.rows {
            file = add_row(file, model, index, name, fields)?;
        }
    }
    Ok(file)
}

fn add_row(
    file: SourceFile,
    model: &ModelCode<'_>,
    index: &ModelIndex,
    name: &str,
    fields: &[FieldId],
) -> Result<SourceFile, GenerateError> {
    let declared: Vec<_> = fields
        .iter()
        .map(|id| (*id, in_row(model, index, *id)))
        .collect();
    let fields = declared.iter();
    let fields = fields.map(|(id, field)| (field, Role::of(model.model, *id)));
    let fields = FieldCode::all(model.schema, fields)?;
    let row = Struct {
        docs: row_docs(model, index),
        name: Tokens::ident(name)?,
        fields: fields.iter().collect(),
        derives: vec![tokens!("PartialEq")],
        keeps_unknown: false,
    };
    let file = structs::add(file, &row);
    let file = rows::add(file, &row.name, &model.names.model, &row.fields);
    Ok(match model.model.serde {
        Some(of_model) => serde::add_output(file, &row.name, of_model, &row.fields),
        None => file,
    })
}

/// A field as it is in the rows of an index: an item without its key is not in it.
fn in_row(model: &ModelCode<'_>, index: &ModelIndex, id: FieldId) -> Field {
    let mut field = model.model.field(id).clone();
    field.optional &= !index.is_in_key(id);
    field
}

fn primary(model: &ModelCode<'_>) -> Context {
    let sort: Vec<_> = model.model.key.sort.into_iter().collect();
    let name = &model.names.model;
    Context::new()
        .with(
            "docs",
            docs::line(format!("The primary key of [`{name}`], as a way to query.")),
        )
        .with("marker", tokens!("Primary"))
        .with("model", name.clone())
        .with("row", name.clone())
        .with("name", tokens!("rt::None"))
        .with("sort", sort_forms(model, &sort))
        .list("consistent", [Context::new()])
}

fn secondary(model: &ModelCode<'_>, index: &ModelIndex) -> Result<Context, GenerateError> {
    let of_table = &model.table.indexes[index.index];
    let name = Tokens::string(&of_table.name);
    Ok(Context::new()
        .with("docs", marker_docs(model, index))
        .with("marker", Tokens::ident(&index.marker)?)
        .with("model", model.names.model.clone())
        .with("row", row_type(model, index)?)
        .with("name", tokens!("rt::Some({})", name))
        .with("sort", sort_forms(model, &index.sort))
        .list(
            "consistent",
            (of_table.kind == IndexKind::Local).then(Context::new),
        ))
}

/// The type that a query through the index returns.
fn row_type(model: &ModelCode<'_>, index: &ModelIndex) -> Result<Tokens, GenerateError> {
    match &index.rows {
        Rows::Own { name, .. } => Tokens::ident(name),
        Rows::Model => Ok(model.names.model.clone()),
    }
}

fn marker_docs(model: &ModelCode<'_>, index: &ModelIndex) -> Tokens {
    let of_table = &model.table.indexes[index.index];
    let kind = match of_table.kind {
        IndexKind::Global => "Global",
        IndexKind::Local => "Local",
    };
    let sparse = if index.sparse {
        " Items without its key attributes are not in it."
    } else {
        ""
    };
    let generated = format!(
        "{kind} index {}: {}.{sparse}",
        code(&of_table.name),
        model.described_index_key(index)
    );
    Docs::with(index.doc.as_deref(), generated).into_tokens()
}

fn row_docs(model: &ModelCode<'_>, index: &ModelIndex) -> Tokens {
    docs::line(format!(
        "A row of the index {}: what it projects of a [`{}`].",
        code(&index.name),
        model.names.model
    ))
}

/// The stored forms of the sort key as a list: `(A, (B, ()))`.
fn sort_forms(model: &ModelCode<'_>, sort: &[KeyPart]) -> Tokens {
    sort.iter().rev().fold(tokens!("()"), |rest, part| {
        tokens!("({}, {})", model.part(*part).stored, rest)
    })
}
