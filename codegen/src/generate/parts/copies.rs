//! Copies of items: a stored item as the input of `create`, so that another like it can be made.

use super::defaults;
use super::draft::{given_fields, held_new};
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::Default;

const TEMPLATE: Template = template!("copies.rs.jinja");

/// Adds the conversions of an item into the required fields, and into a draft.
pub(crate) fn add(file: SourceFile, model: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let (required, others): (Vec<_>, Vec<_>) =
        given_fields(model).partition(|field| field.field.is_required());
    let kept = others.iter().any(|field| !is_of_this_item(field));
    let fields = required
        .iter()
        .map(|field| named(field, tokens!("item.{}", field.name)));
    let others = (others.iter())
        .map(|field| Ok(named(field, given(model, field)?)))
        .collect::<Result<Vec<_>, GenerateError>>()?;
    let context = Context::new()
        .with("model", model.names.model.clone())
        .with("new", model.names.new.clone())
        .with("draft", model.names.draft.clone())
        .with("required", held_new(model)?)
        .with("of_new", argument(!required.is_empty()))
        .with("of_draft", argument(!required.is_empty() || kept))
        .list("fields", fields)
        .list("others", others);
    Ok(file.add(TEMPLATE, context))
}

/// The argument, which is called otherwise where nothing is taken from it.
fn argument(is_used: bool) -> Tokens {
    if is_used {
        tokens!("item")
    } else {
        tokens!("_item")
    }
}

/// Returns true for what makes an item this one and no other: its generated id, and its times.
fn is_of_this_item(field: &FieldCode<'_>) -> bool {
    let is_generated = matches!(field.field.default, Some(Default::Generate(_)));
    is_generated || field.field.auto.is_some()
}

/// The value in a draft of a field that may be left out.
fn given(model: &ModelCode<'_>, field: &FieldCode<'_>) -> Result<Tokens, GenerateError> {
    if is_of_this_item(field) {
        return Ok(tokens!("rt::None"));
    }
    let value = tokens!("item.{}", field.name);
    let is_else_absent = defaults::fallback(model.schema, field)?.is_none();
    Ok(if field.field.optional && is_else_absent {
        value
    } else {
        tokens!("rt::Some({})", value)
    })
}

fn named(field: &FieldCode<'_>, value: Tokens) -> Context {
    Context::new()
        .with("name", field.name.clone())
        .with("value", value)
}
