//! Nested types, enums and unions.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::NamedTypeKind;

pub(super) fn enums_and_unions_have_members(context: &Context<'_>, problems: &mut Problems) {
    for ty in context.sound_types() {
        let (what, members) = match &ty.kind {
            NamedTypeKind::Enum { values, .. } if values.is_empty() => ("enum", "values"),
            NamedTypeKind::Union { variants, .. } if variants.is_empty() => ("union", "variants"),
            _ => continue,
        };
        problems.push(catalogue::empty_type(ty.span, &ty.name, what, members));
    }
}

pub(super) fn union_tags_are_no_fields(context: &Context<'_>, problems: &mut Problems) {
    for ty in context.sound_types() {
        let NamedTypeKind::Union { tag, variants } = &ty.kind else {
            continue;
        };
        for variant in variants {
            let fields = variant.fields.iter();
            for field in fields.filter(|field| field.attribute == *tag) {
                if !context.is_sound(field.span) {
                    continue;
                }
                problems.push(catalogue::tag_collision(
                    tag,
                    ty.span,
                    field.span,
                    &variant.stored,
                ));
            }
        }
    }
}

/// A value of a nested type is written as a Rust literal, in which every field is given: there
/// is no draft that could apply a default or keep a time.
pub(super) fn nested_fields_are_plain(context: &Context<'_>, problems: &mut Problems) {
    let types = &context.declarations.types;
    for field in types.iter().flat_map(|ty| ty.body.fields()) {
        if let Some(auto) = &field.auto {
            problems.push(catalogue::not_supported_yet(
                auto.span,
                "`auto` in a nested type",
            ));
        }
        if let Some(unique) = &field.unique {
            problems.push(catalogue::not_supported_yet(
                unique.span,
                "`unique` in a nested type",
            ));
        }
        if let Some(default) = &field.default {
            problems.push(catalogue::not_supported_yet(
                default.span,
                "`default` in a nested type",
            ));
        }
    }
}
