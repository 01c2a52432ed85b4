//! Names of stored attributes.

use dynamite_core::limits::{MAX_ATTRIBUTE_NAME_BYTES, MAX_KEY_NAME_BYTES};

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, NamedTypeKind, Projection, Renaming};
use crate::source::Span;

pub(super) fn attribute_names_have_a_legal_length(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        let table = subject.table;
        let mut short: Vec<_> = (subject.key_fields().iter())
            .map(|id| &subject.model.field(*id).attribute)
            .collect();
        for index in &table.indexes {
            short.extend(
                index
                    .partition
                    .iter()
                    .chain(&index.sort)
                    .map(|part| &part.name),
            );
            if let Projection::Include(names) = &index.projection {
                short.extend(names);
            }
        }
        let types = &context.resolved.types;
        for (_, field, _) in subject.sound_fields() {
            let second = field.renaming.as_ref().map(Renaming::other);
            for name in field.attributes(types).into_iter().chain(second) {
                // The names need to be compared only if the shorter limit would make a difference.
                let is_short =
                    name.len() > MAX_KEY_NAME_BYTES && short.iter().any(|it| *it == name);
                let (limit, role) = if is_short {
                    (MAX_KEY_NAME_BYTES, "an attribute in a key or projection")
                } else {
                    (MAX_ATTRIBUTE_NAME_BYTES, "an attribute")
                };
                // Those of a union are checked with it, but for the shorter limit.
                if is_short || !field.flatten {
                    check(field, name.len(), limit, role, problems);
                }
            }
        }
    }
    for ty in context.types() {
        match &ty.kind {
            NamedTypeKind::Struct(fields) => check_all(fields, context, problems),
            NamedTypeKind::Union {
                tag,
                content,
                variants,
            } => {
                if context.is_sound(ty.span) {
                    check_own(tag, "tag", ty.span, problems);
                    if let Some(content) = content {
                        check_own(content, "content", ty.span, problems);
                    }
                }
                for variant in variants {
                    check_all(&variant.fields, context, problems);
                }
            }
            NamedTypeKind::Enum { .. } | NamedTypeKind::Untagged(_) => {}
        }
    }
}

/// Checks an attribute of a union itself; `key` is the one that names it.
fn check_own(name: &str, key: &str, at: Span, problems: &mut Problems) {
    let (bytes, limit) = (name.len(), MAX_ATTRIBUTE_NAME_BYTES);
    if bytes == 0 || bytes > limit {
        problems.push(catalogue::tag_length(at, key, bytes, limit));
    }
}

fn check_all(fields: &[Field], context: &Context<'_>, problems: &mut Problems) {
    for field in fields.iter().filter(|field| context.is_sound(field.span)) {
        let second = field.renaming.as_ref().map(Renaming::other);
        for name in std::iter::once(field.attribute.as_str()).chain(second) {
            check(
                field,
                name.len(),
                MAX_ATTRIBUTE_NAME_BYTES,
                "an attribute",
                problems,
            );
        }
    }
}

fn check(field: &Field, bytes: usize, limit: usize, role: &str, problems: &mut Problems) {
    if bytes == 0 || bytes > limit {
        problems.push(catalogue::attribute_length(field.span, bytes, limit, role));
    }
}
