//! `Debug` of structs that hold something that must not be shown, or that its own `Debug` shows as
//! nobody could read it. Others derive it.

use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::rust_types;

const TEMPLATE: Template = template!("debug.rs.jinja");

/// Adds `Debug` of a struct. `rest` is true if its values hold undeclared attributes.
pub(super) fn add(
    file: SourceFile,
    name: &Tokens,
    fields: &[&FieldCode<'_>],
    rest: bool,
) -> SourceFile {
    let rest = rest.then(|| entry("rest", tokens!("&rt::Names(&self.rest)")));
    let fields = fields.iter().map(|field| of_field(field)).chain(rest);
    let context = Context::new()
        .with("name", name.clone())
        .with("label", Tokens::string(name.as_str()))
        .list("fields", fields);
    file.add(TEMPLATE, context)
}

/// Returns true if debug output cannot be derived.
pub(crate) fn is_explicit(fields: &[&FieldCode<'_>]) -> bool {
    let mut fields = fields.iter().map(|field| field.field);
    fields.any(|field| field.sensitive || rust_types::has_ulids(&field.ty))
}

/// A field in debug output, which shows it unless it is sensitive.
fn of_field(field: &FieldCode<'_>) -> Context {
    let place = tokens!("&self.{}", field.name);
    entry(&field.field.rust_name, shown(field, &place))
}

/// A reference to what debug output shows of the value at this reference.
pub(crate) fn shown(field: &FieldCode<'_>, place: &Tokens) -> Tokens {
    if field.field.sensitive {
        tokens!("&rt::Redacted")
    } else if rust_types::has_ulids(&field.field.ty) {
        tokens!("&rt::Readable({})", place)
    } else {
        place.clone()
    }
}

/// A label and a value in debug output.
pub(crate) fn entry(label: &str, value: Tokens) -> Context {
    Context::new()
        .with("label", Tokens::string(label))
        .with("shown", value)
}
