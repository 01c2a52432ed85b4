//! The serialization of a union.

use super::union_variant::Variant;
use crate::generate::error::GenerateError;
use crate::generate::parts::serde;
use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::Tokens;
use dynamite_schema::ir::{NamedType, Serde};

const TEMPLATE: Template = template!("union_serde.rs.jinja");

/// Adds the reading and writing of serialized values.
pub(super) fn add(
    file: SourceFile,
    ty: &NamedType,
    serde: Serde,
    tag: &str,
    variants: &[Variant<'_>],
) -> Result<SourceFile, GenerateError> {
    let tags = variants.iter().map(Variant::tag);
    let context = Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("label", Tokens::string(&ty.name))
        .with("tag", Tokens::string(tag))
        .with("tags", Tokens::comma_separated(tags))
        .with("denies", serde::denies_unknown(serde))
        .list("variants", variants.iter().map(variant));
    Ok(file.add_with_serde(TEMPLATE, context))
}

fn variant(variant: &Variant<'_>) -> Context {
    let pattern = variant.pattern(|field| field.field.serde.is_written());
    let values = variant.fields.iter();
    let values = values.map(|field| (field, serde::of_nested(field)));
    let context = Context::new()
        .with("stored", variant.tag())
        .with("pattern", pattern)
        .with("value", variant.without_rest(values));
    let context = serde::with_reads(context, variant.fields.iter());
    serde::with_writes(context, variant.fields.iter(), |field| field.local.clone())
}
