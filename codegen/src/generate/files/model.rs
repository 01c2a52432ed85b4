//! A model's file: the struct of its items, its key, draft, handles, indexes and repository.

use crate::generate::error::GenerateError;
use crate::generate::parts::rules::{self, Statics};
use crate::generate::parts::structs::{self, Struct};
use crate::generate::parts::{
    absent, draft, former_values, handles, indexes, key, lifecycle, model_impl, model_serde,
    new_from_item, relations, repository, rows,
};
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::{Model, Schema};

/// The file of a model. `is_join` is true if relations of other models go through it.
pub(super) fn file(
    schema: &Schema,
    model: &Model,
    tables: &[Tokens],
    is_join: bool,
) -> Result<SourceFile, GenerateError> {
    let mut code = ModelCode::new(schema, model, tables)?;
    let mut rules = Statics::new(false);
    rules.declare("", &mut code.fields)?;
    let mut file = SourceFile::module(&schema.sources.file(model.span.file).path);
    let item = item(&code)?;
    file = structs::add(file, &item);
    file = key::add(file, &code)?;
    file = draft::add(file, &code)?;
    file = new_from_item::add(file, &code);
    file = rows::add(file, &item.name, &tokens!("Self"), &item.fields);
    file = model_impl::add(file, &code)?;
    file = lifecycle::add(file, &code);
    file = file.add(rules::TEMPLATE, rules.into_context());
    file = absent::add(file, &item.name, &code.fields);
    file = former_values::add(file, &code);
    file = handles::add(file, &code)?;
    file = relations::add(file, &code, is_join)?;
    file = indexes::add(file, &code)?;
    file = model_serde::add(file, &code)?;
    repository::add(file, &code)
}

/// The struct of items.
fn item<'c>(code: &'c ModelCode<'_>) -> Result<Struct<'c>, GenerateError> {
    let model = code.model;
    let source = &code.schema.sources.file(model.span.file).path;
    let facts = format!(
        "Table {}; {}. Declared in {}.",
        self::code(&code.table.name),
        code.described_key(),
        self::code(source)
    );
    let docs = Docs::of(
        model.doc.as_deref(),
        &format!("An item of the table {}.", self::code(&code.table.name)),
    );
    Ok(Struct {
        docs: docs.paragraph(facts).into_tokens(),
        name: code.names.model.clone(),
        fields: code.fields.iter().collect(),
        derives: structs::derives(tokens!("PartialEq"), &model.derives)?,
        keeps_unknown: false,
    })
}
