//! Structs of fields: models, keys, inputs, rows, nested types.

use super::field::FieldCode;
use super::source_file::SourceFile;
use super::template::Context;
use super::tokens::{Tokens, tokens};
use super::{codec, docs};

/// A struct with public fields.
pub(super) struct Struct<'c> {
    pub(super) docs: Tokens,
    pub(super) name: Tokens,
    pub(super) fields: Vec<&'c FieldCode<'c>>,
    /// Whether values can be compared: what is stored, and not what is only given.
    pub(super) compares: bool,
    /// Whether values hold the attributes that are not declared.
    pub(super) keeps_unknown: bool,
}

/// The type of what holds the attributes that are not declared.
pub(super) fn rest_type() -> Tokens {
    tokens!("::std::collections::BTreeMap<rt::String, rt::Document>")
}

/// Its documentation.
pub(super) fn rest_docs() -> Tokens {
    docs::line(
        "Attributes that the schema does not declare, by name. They are stored as they were read.",
    )
}

/// Adds the struct, and its `Debug` where that cannot be derived because it must not show
/// everything.
pub(super) fn add(file: SourceFile, definition: &Struct<'_>) -> SourceFile {
    // What is not declared may be sensitive.
    let sensitive = definition.keeps_unknown || is_sensitive(&definition.fields);
    let derives = [
        (true, tokens!("Clone")),
        (!sensitive, tokens!("Debug")),
        (definition.fields.is_empty(), tokens!("Default")),
        (definition.compares, tokens!("PartialEq")),
    ];
    let derives = derives.into_iter().filter(|(has, _)| *has);
    let derives = Tokens::comma_separated(derives.map(|(_, name)| name));
    let fields = definition.fields.iter().map(|field| {
        Context::new()
            .with("docs", field.docs.clone())
            .with("name", field.name.clone())
            .with("ty", field.ty.clone())
    });
    let rest = definition.keeps_unknown.then(|| {
        Context::new()
            .with("docs", rest_docs())
            .with("name", tokens!("rest"))
            .with("ty", rest_type())
    });
    let context = Context::new()
        .with("docs", definition.docs.clone())
        .with("derives", derives)
        .with("name", definition.name.clone())
        .list("fields", fields.chain(rest));
    let file = file.add("struct.rs.jinja", context);
    if sensitive {
        let fields = definition.fields.iter().map(|field| shown_field(field));
        let rest = definition.keeps_unknown.then(shown_rest);
        let fields = fields.chain(rest);
        return file.add("debug.rs.jinja", debug(&definition.name, fields));
    }
    file
}

/// Whether debug output has to leave something out.
pub(super) fn is_sensitive(fields: &[&FieldCode<'_>]) -> bool {
    fields.iter().any(|field| field.field.sensitive)
}

/// A field in debug output, which shows it unless it is sensitive.
pub(super) fn shown_field(field: &FieldCode<'_>) -> Context {
    let value = if field.field.sensitive {
        tokens!("rt::Redacted")
    } else {
        tokens!("self.{}", field.name)
    };
    shown(&field.field.rust_name, value)
}

/// The attributes that are not declared, in debug output.
fn shown_rest() -> Context {
    shown("rest", tokens!("rt::Names(&self.rest)"))
}

/// A field in debug output.
pub(super) fn shown(label: &str, value: Tokens) -> Context {
    Context::new()
        .with("label", Tokens::string(label))
        .with("shown", value)
}

/// `Debug` of a struct.
fn debug(name: &Tokens, fields: impl IntoIterator<Item = Context>) -> Context {
    Context::new()
        .with("name", name.clone())
        .with("label", Tokens::string(name.as_str()))
        .list("fields", fields)
}

/// How it is read from an item.
pub(super) fn row(name: &Tokens, model: &Tokens, fields: &[&FieldCode<'_>]) -> Context {
    let attributes = fields.iter().map(|field| field.attribute.clone());
    let context = Context::new()
        .with("name", name.clone())
        .with("model", model.clone())
        .with("attributes", Tokens::comma_separated(attributes));
    codec::with_reads(context, fields)
}
