//! An untagged union's file: variants that hold a scalar each, told apart by how it is stored.

use crate::generate::error::GenerateError;
use crate::generate::parts::serde::as_numbers;
use crate::generate::parts::structs;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::scalars;
use dynamite_schema::ir::{NamedType, Scalar, ScalarVariant, Schema, Serde};

const TEMPLATE: Template = template!("untagged.rs.jinja");
const SERDE: Template = template!("untagged_serde.rs.jinja");

/// The file of an untagged union.
pub(super) fn file(
    schema: &Schema,
    ty: &NamedType,
    variants: &[ScalarVariant],
) -> Result<SourceFile, GenerateError> {
    let source = &schema.sources.file(ty.span.file).path;
    let kinds = Scalar::attribute_types(variants.iter().map(|variant| variant.scalar));
    let generated = format!(
        "Stored as {kinds}, which says which variant it is. Declared in {}.",
        code(source)
    );
    let docs = Docs::with(ty.doc.as_deref(), generated);
    let settles = variants.iter().any(|it| scalars::settles(it.scalar));
    let all = variants
        .iter()
        .map(variant)
        .collect::<Result<Vec<_>, _>>()?;
    let derives = structs::derives(tokens!("Clone, Debug, PartialEq"), &ty.derives)?;
    let context = Context::new()
        .with("docs", docs.into_tokens())
        .with("derives", Tokens::comma_separated(derives))
        .with("name", Tokens::ident(&ty.name)?)
        .with("kinds", Tokens::string(&kinds))
        .list("conversions", conversions(variants)?)
        .list("settle_blocks", settles.then(Context::new))
        .list("variants", all.clone());
    let file = SourceFile::module(source).add(TEMPLATE, context);
    Ok(match ty.serde {
        Some(serde) => file.add_with_serde(SERDE, serialized(ty, serde, variants, all)?),
        None => file,
    })
}

/// The reading and writing of serialized values: objects whose only field is called by the name of
/// the variant. JSON has fewer kinds than DynamoDB, so the value alone would not tell.
fn serialized(
    ty: &NamedType,
    serde: Serde,
    variants: &[ScalarVariant],
    all: Vec<Context>,
) -> Result<Context, GenerateError> {
    let names = variants.iter().map(|it| Tokens::string(&it.name));
    Ok(Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("label", Tokens::string(&ty.name))
        .with("names", Tokens::comma_separated(names))
        .list("outputs", as_numbers(serde))
        .list("variants", all))
}

fn variant(variant: &ScalarVariant) -> Result<Context, GenerateError> {
    let kind = variant.scalar.attribute_type().unwrap_or_default();
    let generated = format!("Stored as `{kind}`.");
    let docs = Docs::with(variant.doc.as_deref(), generated);
    Ok(Context::new()
        .with("docs", docs.into_tokens())
        .with("name", Tokens::ident(&variant.rust_name)?)
        .with("declared", Tokens::string(&variant.name))
        .with("value", scalars::value(variant.scalar))
        .with("stored", scalars::stored_form(variant.scalar))
        .with("found", found(kind)))
}

/// How the reader announces a value of a kind.
fn found(kind: &str) -> Tokens {
    match kind {
        "N" => tokens!("rt::Value::Number(_)"),
        "B" => tokens!("rt::Value::Binary(_)"),
        "BOOL" => tokens!("rt::Value::Bool(_)"),
        _ => tokens!("rt::Value::String(_)"),
    }
}

/// The variants whose values convert into the union: those of a type that no other variant has. A
/// time may be stored as text in one and as a number in another.
fn conversions(variants: &[ScalarVariant]) -> Result<Vec<Context>, GenerateError> {
    let values: Vec<_> = variants
        .iter()
        .map(|it| scalars::value(it.scalar))
        .collect();
    let is_only = |value: &Tokens| values.iter().filter(|other| *other == value).count() == 1;
    let only = variants
        .iter()
        .zip(&values)
        .filter(|(_, value)| is_only(value));
    only.map(|(variant, value)| {
        Ok(Context::new()
            .with("name", Tokens::ident(&variant.rust_name)?)
            .with("value", value.clone()))
    })
    .collect()
}
