//! `Row`: the reading of an item, or of what an index projects of it, into a struct.

use super::codec;
use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;

const TEMPLATE: Template = template!("row.rs.jinja");

/// Adds `Row` of a struct whose values are items of a model.
pub(crate) fn add(
    file: SourceFile,
    name: &Tokens,
    model: &Tokens,
    fields: &[&FieldCode<'_>],
) -> SourceFile {
    let attributes = fields.iter().flat_map(|field| field.attributes().cloned());
    let context = Context::new()
        .with("name", name.clone())
        .with("model", model.clone())
        .with("attributes", Tokens::comma_separated(attributes));
    let own = tokens!("<Self as rt::Row>::ATTRIBUTES");
    file.add(TEMPLATE, codec::with_reads(context, fields, Some(own)))
}
