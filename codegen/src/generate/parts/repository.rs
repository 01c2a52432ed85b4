//! The repository of a model: its operations, with a query method for each way to query.

use super::docs::{self, Docs, code};
use super::field::FieldCode;
use super::model::{self, ModelCode};
use super::template::Context;
use super::tokens::{Tokens, tokens};
use super::{GenerateError, index, rust_type, unique};
use dynamite_schema::ir::{KeyPart, ModelIndex, Rows, Schema};

/// Context of the repository.
pub(super) fn context(model: &ModelCode<'_>) -> Result<Context, GenerateError> {
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
        model::key_words(model)
    ));
    Ok(Context::new()
        .with("docs", docs)
        .with("label", Tokens::string(model.names.repository.as_str()))
        .with("name", model.names.repository.clone())
        .with("hooks", model.names.hooks.clone())
        .with("model", model.names.model.clone())
        .list("queries", queries)
        .list("lookups", unique::lookups(model)?))
}

fn primary(model: &ModelCode<'_>) -> Context {
    let ours = format!("Queries the table: {}.", model::key_words(model));
    let context = Context::new()
        .with("docs", docs::line(ours))
        .with("method", tokens!("query"))
        .with("marker", tokens!("Primary"));
    with_partition(context, model, &[model.model.key.partition])
}

fn secondary(model: &ModelCode<'_>, index: &ModelIndex) -> Result<Context, GenerateError> {
    let rows = match &index.rows {
        Rows::Own { name, .. } => name,
        Rows::Model => &model.model.name,
    };
    let ours = format!(
        "Queries the index {}: {}. Returns [`{rows}`].",
        code(&index.name),
        index::key_words(model, index)
    );
    let context = Context::new()
        .with("docs", Docs::with(index.doc.as_deref(), ours).into_tokens())
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

/// Values that are not copied are taken as whatever becomes them, so that callers can pass a
/// `&str` where a `String` is stored.
pub(super) fn argument(schema: &Schema, field: &FieldCode<'_>) -> Context {
    let (ty, value) = if rust_type::is_copy(schema, &field.field.ty) {
        (field.value.clone(), field.name.clone())
    } else {
        (
            tokens!("impl rt::Into<{}>", field.value),
            tokens!("rt::Into::into({})", field.name),
        )
    };
    Context::new()
        .with("name", field.name.clone())
        .with("ty", ty)
        .with("stored", field.stored.clone())
        .with("value", value)
}
