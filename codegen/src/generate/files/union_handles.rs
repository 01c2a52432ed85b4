//! The handles of a union that is flattened into items: its variants, and their fields.

use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::{names, rust_types};
use dynamite_schema::ir::{NamedType, Schema, TaggedUnion, UnionVariant};

const TEMPLATE: Template = template!("union_handles.rs.jinja");

/// Adds the handles of a union, and the attributes that it has in an item.
pub(super) fn add(
    file: SourceFile,
    schema: &Schema,
    ty: &NamedType,
) -> Result<SourceFile, GenerateError> {
    let Some(union) = ty.as_tagged_union() else {
        return Ok(file);
    };
    let name = Tokens::ident(&ty.name)?;
    let attributes = union.attributes().into_iter().map(Tokens::string);
    let docs = format!(
        "The handles of a [`{name}`] that is flattened into items, with a method for each variant."
    );
    let variants = union.variants.iter();
    let variants = variants.map(|variant| self::variant(schema, ty, &union, variant));
    let context = Context::new()
        .with("tag", Tokens::string(union.tag))
        .with("attributes", Tokens::comma_separated(attributes))
        .with("docs", docs::line(docs))
        .with("handle", names::handle_type(&ty.name)?)
        .with("name", name)
        .list("variants", variants.collect::<Result<Vec<_>, _>>()?);
    Ok(file.add(TEMPLATE, context))
}

fn variant(
    schema: &Schema,
    ty: &NamedType,
    union: &TaggedUnion<'_>,
    variant: &UnionVariant,
) -> Result<Context, GenerateError> {
    let stored = code(&variant.stored);
    let fields = FieldCode::all_nested(schema, &variant.fields)?;
    let handles = fields.iter().map(|field| handle(schema, union, field));
    let handles = handles.collect::<Result<Vec<_>, _>>()?;
    // `Self_` ends in `_` because `Self` is a keyword; names of types do not.
    let rust_name = variant.rust_name.trim_end_matches('_');
    let handle = names::handle_type(&format!("{}{rust_name}", ty.name))?;
    let method_docs = format!("The variant {stored}: whether an item has it, and its fields.");
    let docs = format!("The handles of the variant {stored} of a [`{}`].", ty.name);
    Ok(Context::new()
        .with("method", Tokens::ident(&variant.method)?)
        .with("method_docs", docs::line(method_docs))
        .with("stored", Tokens::string(&variant.stored))
        .with("docs", docs::line(docs))
        .with("handle", handle)
        .list("handle_blocks", (!handles.is_empty()).then(Context::new))
        .list("handles", handles))
}

fn handle(
    schema: &Schema,
    union: &TaggedUnion<'_>,
    field: &FieldCode<'_>,
) -> Result<Context, GenerateError> {
    let capabilities = tokens!("rt::VariantField");
    let call = match union.content {
        None => tokens!("beside_tag::<{}>({})", field.stored, field.attribute),
        Some(content) => {
            let content = Tokens::string(content);
            tokens!(
                "in_content::<{}>({}, {})",
                field.stored,
                content,
                field.attribute
            )
        }
    };
    Ok(Context::new()
        .with("docs", field.docs.clone())
        .with("name", field.name.clone())
        .with(
            "handle",
            rust_types::handle(schema, field.field, &tokens!("M"), &capabilities)?,
        )
        .with("call", call))
}
