//! A union's file: variants with fields of their own, told apart by a tag beside the fields.

use super::union_serde;
use super::union_variant::{Layout, Variant};
use crate::generate::error::GenerateError;
use crate::generate::parts::codec::Slot;
use crate::generate::parts::rules::{self, Statics};
use crate::generate::parts::{debug, shapes, structs};
use crate::generate::text::context::Context;
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::names;
use dynamite_schema::ir::{NamedType, Schema, UnionVariant};

const TEMPLATE: Template = template!("union.rs.jinja");

/// The file of a union.
pub(super) fn file(
    schema: &Schema,
    ty: &NamedType,
    layout: Layout<'_>,
    variants: &[UnionVariant],
    is_secret: bool,
) -> Result<SourceFile, GenerateError> {
    let source = &schema.sources.file(ty.span.file).path;
    let fields = layout.content.map_or_else(String::new, |content| {
        format!(", and {} holds its fields", code(content))
    });
    let generated = format!(
        "Stored as `M`; attribute {} says which it is{fields}. Declared in {}.",
        code(layout.tag),
        code(source)
    );
    let shapes = shapes::of_variants(schema, ty, layout.content, variants)?;
    let mut rules = Statics::new(is_secret);
    let variants = (variants.iter())
        .map(|variant| Variant::new(schema, ty, layout, variant, &mut rules))
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
    match ty.serde {
        Some(serde) => union_serde::add(file, ty, serde, layout, &variants),
        None => Ok(file),
    }
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
    let slots = slots(&all)?;
    // What is not declared may be sensitive.
    let explicit_debug = ty.keeps_unknown() || debug::is_explicit(&all);
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
        .list("variants", variants.iter().map(|it| it.context(&slots)))
        .list(
            "beside",
            layout
                .content
                .is_none()
                .then(|| Context::new().list("slots", slots.iter().map(Slot::context))),
        )
        .list(
            "adjacent",
            layout
                .content
                .map(|content| Context::new().with("content", Tokens::string(content))),
        )
        .list("debug_blocks", explicit_debug.then(Context::new))
        .list("settle_blocks", settles.then(Context::new))
        .list("normalize_blocks", arms(variants, &rules::normalize))
        .list(
            "check_blocks",
            arms(variants, &|field, place| check(layout, field, place)),
        ))
}

/// The call that checks a field, in the content if the fields are there.
fn check(layout: Layout<'_>, field: &FieldCode<'_>, place: &Tokens) -> Option<Tokens> {
    let call = rules::check_field(field, place)?;
    Some(match layout.content {
        Some(content) => {
            let content = Tokens::string(content);
            tokens!("checker.content({}, |checker| {})", content, call)
        }
        None => call,
    })
}

/// The call for a field and a reference to it, if one is needed.
type Call<'c> = &'c dyn Fn(&FieldCode<'_>, &Tokens) -> Option<Tokens>;

/// The arms of a match that makes a call for every field that needs it; nothing if none does.
fn arms(variants: &[Variant<'_>], call: Call<'_>) -> Option<Context> {
    let idle = |variant: &&Variant<'_>| variant.fields.iter().all(|it| !is_called(it, call));
    let (idle, busy): (Vec<_>, Vec<_>) = variants.iter().partition(idle);
    let arms = busy.into_iter().map(|variant| {
        let calls = variant
            .fields
            .iter()
            .filter_map(|field| call(field, &field.local));
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

fn is_called(field: &FieldCode<'_>, call: Call<'_>) -> bool {
    call(field, &field.local).is_some()
}

/// The slots that the attributes of all variants are read into before the variant is known: the tag
/// may come after them, because the members of a map have no order.
fn slots(fields: &[&FieldCode<'_>]) -> Result<Vec<Slot>, GenerateError> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut locals = names::of_fields(fields.iter().map(|field| field.field));
    for field in fields {
        let shared = slots
            .iter_mut()
            .find(|slot| slot.attribute == field.attribute);
        if let Some(slot) = shared {
            slot.share(field);
        } else {
            // Variants may give one Rust name to two attributes.
            slots.push(Slot::new(field, names::local(field.field, &mut locals)?));
        }
    }
    Ok(slots)
}
