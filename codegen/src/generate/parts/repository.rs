//! The repository of a model, with a query method for each access path and a lookup for each unique
//! constraint.

use super::arguments::argument;
use super::unique;
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::{KeyPart, ModelIndex, Rows};

const TEMPLATE: Template = template!("repository.rs.jinja");

/// Adds the repository.
pub(crate) fn add(file: SourceFile, model: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let primary = model.model.key.sort.map(|_| Ok(primary(model)));
    let secondary = (model.model.indexes.iter()).map(|index| secondary(model, index));
    let queries = primary
        .into_iter()
        .chain(secondary)
        .collect::<Result<Vec<_>, GenerateError>>()?;
    let docs = docs::line(format!(
        "Reads and writes every [`{}`] of the table {}: {}.",
        model.names.model,
        code(&model.table.name),
        model.described_key()
    ));
    let context = Context::new()
        .with("docs", docs)
        .with("label", Tokens::string(model.names.repository.as_str()))
        .with("name", model.names.repository.clone())
        .with("hooks", model.names.hooks.clone())
        .with("model", model.names.model.clone())
        .list("queries", queries)
        .list("lookups", unique::lookups(model)?);
    Ok(file.add(TEMPLATE, context))
}

fn primary(model: &ModelCode<'_>) -> Context {
    let generated = format!("Queries the table: {}.", model.described_key());
    let context = Context::new()
        .with("docs", docs::line(generated))
        .with("method", tokens!("query"))
        .with("marker", tokens!("Primary"));
    with_partition(context, model, &[model.model.key.partition])
}

fn secondary(model: &ModelCode<'_>, index: &ModelIndex) -> Result<Context, GenerateError> {
    let rows = match &index.rows {
        Rows::Own { name, .. } => name,
        Rows::Model => &model.model.name,
    };
    let generated = format!(
        "Queries the index {}: {}. Returns [`{rows}`].",
        code(&index.name),
        model.described_index_key(index)
    );
    let context = Context::new()
        .with(
            "docs",
            Docs::with(index.doc.as_deref(), generated).into_tokens(),
        )
        .with("method", Tokens::ident(&index.method)?)
        .with("marker", Tokens::ident(&index.marker)?);
    Ok(with_partition(context, model, &index.partition))
}

/// Adds an argument for each partition key attribute: a query begins with the first.
fn with_partition(context: Context, model: &ModelCode<'_>, partition: &[KeyPart]) -> Context {
    let arguments = partition
        .iter()
        .map(|part| argument(model.schema, model.part(*part)));
    let arguments: Vec<_> = arguments.collect();
    context
        .list("first", arguments.first().cloned())
        .list("others", arguments.iter().skip(1).cloned())
        .list("arguments", arguments)
}
