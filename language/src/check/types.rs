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

/// The kind of a stored value is all that tells the variants apart.
pub(super) fn untagged_variants_have_different_kinds(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for ty in context.sound_types() {
        let NamedTypeKind::Untagged(variants) = &ty.kind else {
            continue;
        };
        for (position, variant) in variants.iter().enumerate() {
            let kind = variant.scalar.attribute_type();
            let mut others = variants[..position].iter();
            if let Some(other) = others.find(|other| other.scalar.attribute_type() == kind) {
                let names = [(&*other.name, other.span), (&*variant.name, variant.span)];
                problems.push(catalogue::same_kind(names, kind.unwrap_or_default()));
            }
        }
    }
}

pub(super) fn union_tags_are_no_fields(context: &Context<'_>, problems: &mut Problems) {
    for ty in context.sound_types() {
        let NamedTypeKind::Union {
            tag,
            content,
            variants,
        } = &ty.kind
        else {
            continue;
        };
        if let Some(content) = content {
            if content == tag {
                problems.push(catalogue::tag_is_content(tag, &ty.name, ty.span));
            }
            // The fields are in a map of their own.
            continue;
        }
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
