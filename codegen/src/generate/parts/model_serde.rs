//! What is serialized of a model: items and rows are written, drafts and patches are read.

use super::draft::{given_fields, held_new};
use super::serde::{self, Input};
use super::{defaults, key, patch};
use crate::generate::error::GenerateError;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;

/// Adds the writing of items and of keys, and the reading of drafts and patches, of a serialized
/// model.
pub(crate) fn add(mut file: SourceFile, code: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let (Some(serde), Some(patch)) = (code.model.serde, &code.names.patch) else {
        return Ok(file);
    };
    let all: Vec<_> = code.fields.iter().collect();
    file = serde::add_output(file, &code.names.model, serde, &all);
    if key::has_text(&code.key_fields()) {
        file = serde::add_text(file, &code.names.key);
    }
    let draft = Input {
        name: &code.names.draft,
        serde,
        fields: given_fields(code).collect(),
        value: draft(code)?,
    };
    file = serde::add_input(file, &draft);
    Ok(patch::add(file, code, serde, patch))
}

/// A draft of the fields that were read.
fn draft(code: &ModelCode<'_>) -> Result<Tokens, GenerateError> {
    let (mut required, mut others) = (Vec::new(), Vec::new());
    for field in given_fields(code) {
        if field.field.is_required() {
            let value = serde::required(field);
            required.push(tokens!("{}: {}", field.name, value));
            continue;
        }
        let is_else_absent = defaults::fallback(code.schema, field)?.is_none();
        let value = if !field.field.serde.is_read() {
            tokens!("rt::None")
        } else if field.field.optional && is_else_absent {
            tokens!("{}.flatten()", field.local)
        } else {
            field.local.clone()
        };
        others.push(tokens!("{}: {}", field.name, value));
    }
    let (held, new) = (held_new(code)?, &code.names.new);
    let required = Tokens::comma_separated(required);
    let held = tokens!("{}: {} {{ {} }}", held, new, required);
    let fields = Tokens::comma_separated(std::iter::once(held).chain(others));
    Ok(tokens!("Self {{ {} }}", fields))
}
