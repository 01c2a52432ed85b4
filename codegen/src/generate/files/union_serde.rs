//! The serialization of a union.

use super::union_variant::{Layout, Variant};
use crate::generate::error::GenerateError;
use crate::generate::parts::serde;
use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{NamedType, Serde};

const TEMPLATE: Template = template!("union_serde.rs.jinja");
const CONTENT: Template = template!("union_content_serde.rs.jinja");

/// Adds the reading and writing of serialized values, which are laid out as stored ones are.
pub(super) fn add(
    file: SourceFile,
    ty: &NamedType,
    serde: Serde,
    layout: Layout<'_>,
    variants: &[Variant<'_>],
) -> Result<SourceFile, GenerateError> {
    let tags = variants.iter().map(Variant::tag);
    let deserialize = match layout.content {
        Some(name) => tokens!(
            "deserialize_adjacent(deserializer, {})",
            Tokens::string(name)
        ),
        None => tokens!("deserialize_tagged(deserializer)"),
    };
    let context = Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("label", Tokens::string(&ty.name))
        .with("tag", Tokens::string(layout.tag))
        .with("tags", Tokens::comma_separated(tags))
        .with("denies", serde::denies_unknown(serde))
        .with("deserialize", deserialize)
        .list(
            "variants",
            variants.iter().map(|it| variant(it, serde, layout)),
        );
    let file = file.add_with_serde(TEMPLATE, context);
    Ok(match layout.content {
        Some(_) => file.add_with_serde(CONTENT, content(ty, serde, variants)?),
        None => file,
    })
}

/// A variant as it is read, and as it is written: with its fields or its content beside the tag.
fn variant(variant: &Variant<'_>, serde: Serde, layout: Layout<'_>) -> Context {
    let values = variant.fields.iter();
    let values = values.map(|field| (field, serde::of_nested(field)));
    let context = Context::new()
        .with("stored", variant.tag())
        .with("value", variant.without_rest(values));
    let context = serde::with_reads(context, variant.fields.iter());
    let Some(name) = layout.content else {
        return with_fields(context, serde, variant);
    };
    let write = tokens!(".content({}, self)", Tokens::string(name));
    let write = (!variant.is_unit()).then(|| Context::new().with("write", write));
    context
        .with("pattern", variant.pattern(|_| false))
        .with("count_with_tag", Tokens::number(1 + write.iter().len()))
        .list("outputs", write)
}

/// The writing of contents.
fn content(
    ty: &NamedType,
    serde: Serde,
    variants: &[Variant<'_>],
) -> Result<Context, GenerateError> {
    let variants = variants.iter();
    Ok(Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("label", Tokens::string(&ty.name))
        .list(
            "variants",
            variants.map(|it| with_fields(Context::new(), serde, it)),
        ))
}

/// Adds the writing of the fields.
fn with_fields(context: Context, serde: Serde, variant: &Variant<'_>) -> Context {
    let pattern = variant.pattern(|field| field.field.serde.is_written());
    let context = context.with("pattern", pattern);
    serde::with_writes(context, serde, variant.fields.iter(), |field| {
        field.local.clone()
    })
}
