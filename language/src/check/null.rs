//! Fields that hold `NULL` as a value.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, NamedTypeKind, Scalar, Type};
use crate::raw;
use crate::source::Span;

pub(super) fn only_optional_json_keeps_null(context: &Context<'_>, problems: &mut Problems) {
    let declarations = context.declarations;
    let of_models = declarations.models.iter().flat_map(raw::Model::fields);
    let nested = declarations.types.iter().flat_map(|ty| ty.body.fields());
    let written: Vec<_> = of_models.chain(nested).collect();
    for field in context.sound_fields().filter(|field| field.keep_null) {
        let raw = written.iter().find(|raw| raw.name.span == field.span);
        let flag = raw.and_then(|raw| raw.keep_null);
        if let (Some(flag), Some((reason, help))) = (flag, refusal(field)) {
            problems.push(catalogue::bad_null(flag, &field.name, reason, help));
        }
    }
}

/// Returns why a field cannot keep `NULL`, and the remedy.
fn refusal(field: &Field) -> Option<(&'static str, &'static str)> {
    if field.codec.is_some() {
        Some((
            "its codec decides what is stored",
            "remove `keep_null:` or `codec:`",
        ))
    } else if field.ty != Type::Scalar(Scalar::Json) {
        Some((
            "only `json` has a value for NULL",
            "make its type `json?`, or remove `keep_null:`: NULL is read as absent",
        ))
    } else if !field.optional {
        Some((
            "it is required",
            "remove `keep_null:`: a required `json` field holds NULL anyway, and is never absent",
        ))
    } else {
        None
    }
}

/// Variants share what is read of an attribute before the tag is known.
pub(super) fn kept_nulls_are_of_one_variant(context: &Context<'_>, problems: &mut Problems) {
    for ty in context.sound_types() {
        let NamedTypeKind::Union {
            content: None,
            variants,
            ..
        } = &ty.kind
        else {
            continue;
        };
        let fields: Vec<_> = variants.iter().flat_map(|it| &it.fields).collect();
        for field in fields.iter().filter(|field| field.keep_null) {
            if let Some(other) = shared(field, &fields) {
                problems.push(catalogue::null_is_shared(field, other));
            }
        }
    }
}

/// Returns the place of another field of the same attribute.
fn shared(field: &Field, fields: &[&Field]) -> Option<Span> {
    let mut others = fields.iter().filter(|other| other.span != field.span);
    let other = others.find(|other| other.attribute == field.attribute)?;
    Some(other.span)
}
