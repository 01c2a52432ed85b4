//! Handles: a function for each field of a model, for conditions, updates and projections.

use super::{absent, lifecycle};
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use crate::generate::view::rust_types;
use dynamite_schema::ir::{Field, FieldId};

const TEMPLATE: Template = template!("handles.rs.jinja");

/// Adds the handles of a model.
pub(crate) fn add(file: SourceFile, code: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let handles = (code.fields.iter().enumerate())
        .map(|(id, field)| {
            let capabilities = if code.model.is_key(FieldId(id)) {
                tokens!("rt::KeyField")
            } else {
                let own = capabilities(field.field);
                absent::capabilities(&code.names.model, id, field, own)
            };
            let model = &code.names.model;
            let handle = rust_types::handle(code.schema, field.field, model, &capabilities)?;
            let path = match &field.rules {
                _ if field.field.flatten => tokens!("rt::Flattened::new()"),
                Some(rules) => tokens!("rt::ruled_path({}, &{})", field.attribute, rules),
                None => tokens!("rt::path({})", field.attribute),
            };
            let has_own_type = rust_types::is_nested(code.schema, field.field);
            let path = if has_own_type || field.field.flatten {
                tokens!("rt::From::from({})", path)
            } else {
                path
            };
            Ok(Context::new()
                .with("docs", field.docs.clone())
                .with("name", field.name.clone())
                .with("handle", handle)
                .with("path", path))
        })
        .collect::<Result<Vec<_>, GenerateError>>()?;
    Ok(file.add(TEMPLATE, Context::new().list("handles", handles)))
}

/// The capabilities of the handle of a field outside the primary key.
fn capabilities(field: &Field) -> Tokens {
    if let Some(capabilities) = lifecycle::capabilities(field) {
        capabilities
    } else if field.keep_null {
        tokens!("rt::OptionalOrNull")
    } else if field.optional {
        tokens!("rt::Optional")
    } else {
        tokens!("rt::Required")
    }
}
