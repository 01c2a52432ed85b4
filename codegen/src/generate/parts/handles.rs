//! Handles: a function for each field of a model.

use super::model::ModelCode;
use super::template::Context;
use super::tokens::{Tokens, tokens};
use super::{GenerateError, lifecycle, rust_type};
use dynamite_schema::ir::{Field, FieldId};

/// Context of all handles of a model.
pub(super) fn context(code: &ModelCode<'_>) -> Result<Context, GenerateError> {
    let handles = (code.fields.iter().enumerate())
        .map(|(id, field)| {
            let capabilities = if code.model.is_key(FieldId(id)) {
                tokens!("rt::KeyField")
            } else {
                capabilities(field.field)
            };
            let model = &code.names.model;
            let handle = rust_type::handle(code.schema, field.field, model, &capabilities)?;
            let path = match &field.rules {
                Some(rules) => tokens!("rt::ruled_path({}, &{})", field.attribute, rules),
                None => tokens!("rt::path({})", field.attribute),
            };
            let path = if rust_type::is_nested(code.schema, field.field) {
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
    Ok(Context::new().list("handles", handles))
}

/// What can be done with a field outside the primary key.
fn capabilities(field: &Field) -> Tokens {
    if let Some(capabilities) = lifecycle::capabilities(field) {
        capabilities
    } else if field.optional {
        tokens!("rt::Optional")
    } else {
        tokens!("rt::Required")
    }
}
