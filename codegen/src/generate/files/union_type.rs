//! A union's file: variants with fields of their own, told apart by a tag beside the fields.

use std::collections::HashSet;

use super::union_variant::{Layout, Variant};
use super::{Uses, union_handles, union_serde};
use crate::generate::error::GenerateError;
use crate::generate::parts::rules::{self, Statics};
use crate::generate::parts::{debug, shapes, structs};
use crate::generate::text::context::Context;
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use dynamite_schema::ir::{NamedType, Schema, UnionVariant};

const TEMPLATE: Template = template!("union.rs.jinja");

/// The file of a union.
pub(super) fn file(
    schema: &Schema,
    ty: &NamedType,
    layout: Layout<'_>,
    variants: &[UnionVariant],
    uses: Uses,
) -> Result<SourceFile, GenerateError> {
    let source = &schema.sources.file(ty.span.file).path;
    let generated = described(uses, layout, source);
    let shapes = shapes::of_variants(schema, ty, layout.content, variants)?;
    let mut rules = Statics::new(uses.is_secret);
    let secret = sensitive_attributes(variants);
    let variants = (variants.iter())
        .map(|variant| Variant::new(schema, ty, layout, (variant, &secret), &mut rules))
        .collect::<Result<Vec<_>, _>>()?;
    let context = context(ty, layout, &variants)?
        .with(
            "docs",
            Docs::with(ty.doc.as_deref(), generated).into_tokens(),
        )
        .with("shapes", shapes);
    let file = SourceFile::module(source)
        .add(TEMPLATE, context)
        .add(rules::TEMPLATE, rules.into_context());
    let file = match ty.serde {
        Some(serde) => union_serde::add(file, ty, serde, layout, &variants)?,
        None => file,
    };
    if uses.is_flattened {
        return union_handles::add(file, schema, ty);
    }
    Ok(file)
}

/// The attributes that are sensitive in some variant. Others may have stored a value of it under the tag
/// of another variant, so no error of reading shows one.
fn sensitive_attributes(variants: &[UnionVariant]) -> HashSet<&str> {
    let fields = variants.iter().flat_map(|variant| &variant.fields);
    let sensitive = fields.filter(|field| field.sensitive);
    sensitive.map(|field| field.attribute.as_str()).collect()
}

/// How it is stored, and where it is declared.
fn described(uses: Uses, layout: Layout<'_>, source: &str) -> String {
    let fields = layout.content.map_or_else(String::new, |content| {
        format!(", and {} holds its fields", code(content))
    });
    let unless = if uses.is_flattened {
        ", unless it is flattened"
    } else {
        ""
    };
    format!(
        "Stored as `M`{unless}; attribute {} says which it is{fields}. Declared in {}.",
        code(layout.tag),
        code(source)
    )
}

fn context(
    ty: &NamedType,
    layout: Layout<'_>,
    variants: &[Variant<'_>],
) -> Result<Context, GenerateError> {
    let all: Vec<_> = variants
        .iter()
        .flat_map(|variant| &variant.fields)
        .collect();
    // What is not declared may be sensitive.
    let explicit_debug = ty.keeps_unknown() || debug::is_explicit(&all);
    let fields = if variants.iter().all(Variant::is_unit) {
        tokens!("_")
    } else {
        tokens!("fields")
    };
    let settles = all.iter().any(|field| field.settles);
    let derives = if explicit_debug {
        tokens!("Clone, PartialEq")
    } else {
        tokens!("Clone, Debug, PartialEq")
    };
    let derives = Tokens::comma_separated(structs::derives(derives, &ty.derives)?);
    Ok(Context::new()
        .with("name", Tokens::ident(&ty.name)?)
        .with("label", Tokens::string(&ty.name))
        .with("tag", Tokens::string(layout.tag))
        .with("derives", derives)
        .with("read_tag", read_tag(layout))
        .with("fields", fields)
        .list("variants", variants.iter().map(Variant::context))
        .list("debug_blocks", explicit_debug.then(Context::new))
        .list("settle_blocks", settles.then(Context::new))
        .list("normalize_blocks", arms(variants, rules::normalize, None))
        .list(
            "check_blocks",
            arms(variants, rules::check_field, layout.content),
        ))
}

/// The call that reads the tag, and finds where the fields are.
fn read_tag(layout: Layout<'_>) -> Tokens {
    let tag = Tokens::string(layout.tag);
    match layout.content.map(Tokens::string) {
        None => tokens!("rt::read_tagged(&value, reader, {})", tag),
        Some(content) => tokens!("rt::read_adjacent(&value, reader, {}, {})", tag, content),
    }
}

/// The call for a field and a reference to it, if one is needed.
type Call = fn(&FieldCode<'_>, &Tokens) -> Option<Tokens>;

/// The arms of a match that makes a call for every field that needs it; nothing if none does. The
/// calls of checks are made inside the content, if there is one.
fn arms(variants: &[Variant<'_>], call: Call, content: Option<&str>) -> Option<Context> {
    let idle = |variant: &&Variant<'_>| variant.fields.iter().all(|it| !is_called(it, call));
    let (idle, busy): (Vec<_>, Vec<_>) = variants.iter().partition(idle);
    let arms = busy.into_iter().map(|variant| {
        let fields = variant.fields.iter();
        let calls = fields.filter_map(|field| call(field, &field.local));
        let calls = in_content(content, calls.collect());
        let calls = calls.map(|call| Context::new().with("call", call));
        let pattern = variant.pattern(|field| is_called(field, call));
        Context::new().with("pattern", pattern).list("calls", calls)
    });
    let arms: Vec<_> = arms.collect();
    let idle = idle.into_iter().map(|variant| variant.pattern(|_| false));
    let idle: Vec<_> = idle
        .map(|pattern| Context::new().with("pattern", pattern))
        .collect();
    (!arms.is_empty()).then(|| Context::new().list("arms", arms).list("idle", idle))
}

/// These calls of a checker, as one call in the content if there is one.
fn in_content(content: Option<&str>, calls: Vec<Tokens>) -> impl Iterator<Item = Tokens> {
    let Some(content) = content.map(Tokens::string) else {
        return calls.into_iter();
    };
    let calls = (calls.iter()).fold(tokens!(""), |all, call| tokens!("{}{};", all, call));
    let call = tokens!("checker.at_field({}, |checker| {{ {} }})", content, calls);
    vec![call].into_iter()
}

fn is_called(field: &FieldCode<'_>, call: Call) -> bool {
    call(field, &field.local).is_some()
}
