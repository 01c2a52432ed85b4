//! Values of absent attributes.

use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;

const TEMPLATE: Template = template!("absent.rs.jinja");

/// Adds the values that absent attributes of fields of this struct have.
pub(crate) fn add(file: SourceFile, owner: &Tokens, fields: &[FieldCode<'_>]) -> SourceFile {
    let values = fields.iter().enumerate().filter_map(|(position, field)| {
        let absent = field.absent.as_ref()?;
        let context = Context::new()
            .with("owner", owner.clone())
            .with("field", Tokens::number(position))
            .with("stored", field.stored.clone())
            .with("value_type", field.value.clone())
            .with("value", absent.value.clone());
        Some(context)
    });
    file.add(TEMPLATE, Context::new().list("values", values))
}

/// The capabilities of the handle of a field: these, and the value where it is absent.
pub(crate) fn capabilities(
    owner: &Tokens,
    position: usize,
    field: &FieldCode<'_>,
    capabilities: Tokens,
) -> Tokens {
    if field.absent.is_none() {
        return capabilities;
    }
    let position = Tokens::number(position);
    tokens!("rt::AbsentAs<{}, {}, {}>", owner, position, capabilities)
}
