//! An enum's file: a type whose values are stored as strings.

use crate::generate::error::GenerateError;
use crate::generate::parts::{serde, structs};
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{CatchAll, Default, EnumValue, Literal, NamedType, Schema};

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
    let context = context(schema, ty, values, catch_all)?.with(
        "docs",
        Docs::with(ty.doc.as_deref(), generated).into_tokens(),
    );
    let file = SourceFile::module(source).add(TEMPLATE, context);
    Ok(match ty.serde {
        Some(_) => serde::add_text(file, &Tokens::ident(&ty.name)?),
        None => file,
    })
}

fn context(
    schema: &Schema,
    ty: &NamedType,
    values: &[EnumValue],
    catch_all: Option<&CatchAll>,
) -> Result<Context, GenerateError> {
    let default = common_default(schema, ty);
    let mut derives = match catch_all {
        // The order of the variants says nothing about a string that is not listed.
        Some(_) => tokens!("Clone, Debug, PartialEq, Eq, Hash"),
        None => tokens!("Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash"),
    };
    let is_asked_for = |path: &String| path.ends_with("Default");
    if default.is_some() && !ty.derives.iter().any(is_asked_for) {
        derives = tokens!("{}, Default", derives);
    }
    let derives = Tokens::comma_separated(structs::derives(derives, &ty.derives)?);
    let (as_str, read) = match catch_all {
        Some(_) => (
            tokens!("fn as_str(&self) -> &str"),
            tokens!("rt::Ok(rt::From::from(&*rt::expect_string(value)?))"),
        ),
        None => (
            tokens!("const fn as_str(self) -> &'static str"),
            tokens!("rt::read_enum(value)"),
        ),
    };
    let all = values.iter().map(|value| Tokens::string(&value.stored));
    let all = Tokens::comma_separated(all);
    let closed = catch_all.is_none().then(|| {
        Context::new()
            .with("label", Tokens::string(&ty.name))
            .with("all", all)
    });
    let values = values.iter().enumerate().map(|(at, it)| {
        let is_default = default == Some(at);
        Ok(value(it)?.list("default", is_default.then(Context::new)))
    });
    let values = values.collect::<Result<Vec<_>, GenerateError>>()?;
    let others = (catch_all.iter())
        .map(|other| Ok(Context::new().with("name", Tokens::ident(&other.rust_name)?)))
        .collect::<Result<Vec<_>, GenerateError>>()?;
    let all = match catch_all {
        Some(_) => "Every value the schema lists.",
        None => "Every value, in the order of the schema.",
    };
    Ok(Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("derives", derives)
        .with("as_str", as_str)
        .with("read", read)
        .with("all_docs", docs::line(all))
        .list("values", values)
        .list("catch_all", others)
        .list("closed", closed))
}

/// The value that every field of this enum with a constant default has as its default, if there is
/// such a field.
fn common_default(schema: &Schema, ty: &NamedType) -> Option<usize> {
    let fields = schema.models.iter().flat_map(|model| &model.fields);
    let mut defaults = fields.filter_map(|field| match &field.default {
        Some(Default::Literal(Literal::EnumValue(id, at)))
            if std::ptr::eq(schema.named_type(*id), ty) =>
        {
            Some(*at)
        }
        _ => None,
    });
    let first = defaults.next()?;
    defaults.all(|at| at == first).then_some(first)
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
