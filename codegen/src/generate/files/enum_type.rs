//! An enum's file: a type whose values are stored as strings.

use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{CatchAll, EnumValue, NamedType, Schema};

const TEMPLATE: Template = template!("enum.rs.jinja");

/// The file of an enum.
pub(super) fn file(
    schema: &Schema,
    ty: &NamedType,
    values: &[EnumValue],
    catch_all: Option<&CatchAll>,
) -> Result<SourceFile, GenerateError> {
    let source = &schema.sources.file(ty.span.file).path;
    let generated = format!("Stored as `S`. Declared in {}.", code(source));
    let context = context(ty, values, catch_all)?.with(
        "docs",
        Docs::with(ty.doc.as_deref(), generated).into_tokens(),
    );
    Ok(SourceFile::module(source).add(TEMPLATE, context))
}

fn context(
    ty: &NamedType,
    values: &[EnumValue],
    catch_all: Option<&CatchAll>,
) -> Result<Context, GenerateError> {
    let (derives, as_str) = match catch_all {
        // The order of the variants says nothing about a string that is not listed.
        Some(_) => (
            tokens!("Clone, Debug, PartialEq, Eq, Hash"),
            tokens!("fn as_str(&self) -> &str"),
        ),
        None => (
            tokens!("Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash"),
            tokens!("const fn as_str(self) -> &'static str"),
        ),
    };
    let values = (values.iter()).map(value).collect::<Result<Vec<_>, _>>()?;
    let others = (catch_all.iter())
        .map(|other| Ok(Context::new().with("name", Tokens::ident(&other.rust_name)?)))
        .collect::<Result<Vec<_>, GenerateError>>()?;
    let label = Tokens::string(&ty.name);
    let closed = catch_all
        .is_none()
        .then(|| Context::new().with("label", label));
    let all = match catch_all {
        Some(_) => "Every value the schema lists.",
        None => "Every value, in the order of the schema.",
    };
    Ok(Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("derives", derives)
        .with("as_str", as_str)
        .with("all_docs", docs::line(all))
        .list("values", values)
        .list("catch_all", others)
        .list("closed", closed))
}

fn value(value: &EnumValue) -> Result<Context, GenerateError> {
    let generated = format!("Stored as {}.", code(&value.stored));
    Ok(Context::new()
        .with(
            "docs",
            Docs::with(value.doc.as_deref(), generated).into_tokens(),
        )
        .with("name", Tokens::ident(&value.rust_name)?)
        .with("stored", Tokens::string(&value.stored)))
}
