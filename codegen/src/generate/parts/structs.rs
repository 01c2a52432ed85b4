//! Structs with public fields: models, keys, rows of indexes, nested types, required fields of
//! drafts.

use super::debug;
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;

const TEMPLATE: Template = template!("struct.rs.jinja");

/// A struct with public fields.
pub(crate) struct Struct<'c> {
    pub(crate) docs: Tokens,
    pub(crate) name: Tokens,
    pub(crate) fields: Vec<&'c FieldCode<'c>>,
    /// Traits to derive besides `Clone`, `Debug` and, without fields, `Default`.
    pub(crate) derives: Vec<Tokens>,
    /// Values hold the attributes that the schema does not declare.
    pub(crate) keeps_unknown: bool,
}

/// Traits that a type derives by itself, and those that the schema adds.
pub(crate) fn derives(own: Tokens, added: &[String]) -> Result<Vec<Tokens>, GenerateError> {
    let added = added.iter().map(|path| Tokens::path(path));
    std::iter::once(Ok(own)).chain(added).collect()
}

/// The type of the field that holds undeclared attributes.
pub(crate) fn rest_type() -> Tokens {
    tokens!("::std::collections::BTreeMap<rt::String, rt::Document>")
}

/// The documentation of the field that holds undeclared attributes.
pub(crate) fn rest_docs() -> Tokens {
    docs::line(
        "Attributes that the schema does not declare, by name. They are stored as they were read.",
    )
}

/// Adds the struct, and its `Debug` where that cannot be derived.
pub(crate) fn add(file: SourceFile, definition: &Struct<'_>) -> SourceFile {
    // Undeclared attributes may be sensitive.
    let explicit = definition.keeps_unknown || debug::is_explicit(&definition.fields);
    let file = file.add(TEMPLATE, context(definition, explicit));
    if explicit {
        let Struct { name, fields, .. } = definition;
        return debug::add(file, name, fields, definition.keeps_unknown);
    }
    file
}

fn context(definition: &Struct<'_>, explicit_debug: bool) -> Context {
    let derives = [
        (true, tokens!("Clone")),
        (!explicit_debug, tokens!("Debug")),
        (definition.fields.is_empty(), tokens!("Default")),
    ];
    let derives = derives.into_iter().filter(|(has, _)| *has);
    let derives = derives.map(|(_, name)| name);
    let derives = Tokens::comma_separated(derives.chain(definition.derives.iter().cloned()));
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
    Context::new()
        .with("docs", definition.docs.clone())
        .with("derives", derives)
        .with("name", definition.name.clone())
        .list("fields", fields.chain(rest))
}
