//! Structs of fields: models, keys, inputs, rows, nested types.

use super::GenerateError;
use super::codec;
use super::field::FieldCode;
use super::source_file::SourceFile;
use super::template::Context;
use super::tokens::{Tokens, tokens};

/// A struct with public fields.
pub(super) struct Struct<'c> {
    pub(super) docs: Tokens,
    pub(super) name: Tokens,
    pub(super) fields: Vec<&'c FieldCode<'c>>,
}

/// Adds the struct, and its `Debug` where that cannot be derived because it must not show
/// everything.
pub(super) fn add<'t>(
    file: SourceFile<'t>,
    definition: &Struct<'_>,
) -> Result<SourceFile<'t>, GenerateError> {
    let sensitive = definition.fields.iter().any(|field| field.field.sensitive);
    let derives = match (sensitive, definition.fields.is_empty()) {
        (false, false) => tokens!("Clone, Debug, PartialEq"),
        (false, true) => tokens!("Clone, Debug, Default, PartialEq"),
        (true, _) => tokens!("Clone, PartialEq"),
    };
    let fields = definition.fields.iter().map(|field| {
        Context::new()
            .with("docs", field.docs.clone())
            .with("name", field.name.clone())
            .with("ty", field.ty.clone())
    });
    let context = Context::new()
        .with("docs", definition.docs.clone())
        .with("derives", derives)
        .with("name", definition.name.clone())
        .list("fields", fields);
    let file = file.add("struct.rs.jinja", context)?;
    if sensitive {
        return file.add(
            "debug.rs.jinja",
            debug(&definition.name, &definition.fields),
        );
    }
    Ok(file)
}

/// `Debug` that leaves out the values of sensitive fields.
pub(super) fn debug(name: &Tokens, fields: &[&FieldCode<'_>]) -> Context {
    let fields = fields.iter().map(|field| {
        let shown = if field.field.sensitive {
            tokens!("rt::Redacted")
        } else {
            tokens!("self.{}", field.name)
        };
        Context::new()
            .with("label", Tokens::string(&field.field.rust_name))
            .with("shown", shown)
    });
    Context::new()
        .with("name", name.clone())
        .with("label", Tokens::string(name.as_str()))
        .list("fields", fields)
}

/// How it is read from an item.
pub(super) fn row(name: &Tokens, model: &Tokens, fields: &[&FieldCode<'_>]) -> Context {
    let attributes = fields.iter().map(|field| field.attribute.clone());
    Context::new()
        .with("name", name.clone())
        .with("model", model.clone())
        .with("attributes", Tokens::comma_separated(attributes))
        .list("fields", codec::reads(fields.iter().copied()))
}
