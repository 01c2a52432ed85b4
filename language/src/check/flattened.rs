//! Unions whose attributes are attributes of the item itself.

use std::collections::HashMap;

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, NamedType, NamedTypeKind, Type, TypeId, UnionVariant};
use crate::raw;

pub(super) fn only_unions_with_a_tag_are_flattened(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (_, field, raw) in subject.sound_fields() {
            let Some(flag) = raw.flatten else { continue };
            if let Some((reason, help)) = refusal(field, raw, &context.resolved.types) {
                problems.push(catalogue::bad_flatten(flag, &field.name, reason, help));
            }
        }
    }
}

/// Returns why a field cannot be flattened, and the remedy.
fn refusal(
    field: &Field,
    raw: &raw::Field,
    types: &[NamedType],
) -> Option<(&'static str, &'static str)> {
    let Type::Named(id) = &field.ty else {
        return Some((
            "it is no union",
            "give it the type of a union with a tag, or remove `flatten:`",
        ));
    };
    let ty = &types[id.0];
    match &ty.kind {
        NamedTypeKind::Struct(_) => Some((
            "its type is no union",
            "declare the fields of the type as fields of the model, or remove `flatten:`",
        )),
        NamedTypeKind::Enum { .. } | NamedTypeKind::Untagged(_) => Some((
            "its values are one attribute",
            "remove `flatten:`: only a union with a tag has several",
        )),
        NamedTypeKind::Union { .. } if field.codec.is_some() => Some((
            "its codec stores it as one attribute",
            "remove `flatten:` or `codec:`",
        )),
        NamedTypeKind::Union { .. } if !field.rules.is_empty() => Some((
            "it has rules as a whole",
            "put the rules on the fields of its variants",
        )),
        NamedTypeKind::Union { .. } if field.sensitive => Some((
            "it is sensitive as a whole",
            "mark the fields of its variants as `sensitive:` instead, each where it is declared",
        )),
        NamedTypeKind::Union { .. } if raw.attribute.is_some() => Some((
            "it has no attribute of its own",
            "remove `attribute:`; `tag:` of the union names the attribute of its tag",
        )),
        NamedTypeKind::Union { content: None, .. } if ty.keeps_unknown() => Some((
            "its values would hold all other attributes of the item",
            "remove `unknown: keep` from the union: what the model does not declare survives anyway",
        )),
        NamedTypeKind::Union { .. } => None,
    }
}

pub(super) fn flattened_attributes_are_of_no_other_field(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let types = &context.resolved.types;
    let has_union = |subject: &Subject<'_>| subject.model.fields.iter().any(|it| it.flatten);
    for subject in context.models().filter(has_union) {
        let fields = subject.sound_fields();
        // What cannot be flattened is reported as such.
        let fields =
            fields.filter(|(_, field, raw)| !field.flatten || refusal(field, raw, types).is_none());
        let fields: Vec<_> = fields.map(|(_, field, _)| field).collect();
        for (position, field) in fields.iter().enumerate().filter(|(_, it)| it.flatten) {
            // Those of two unions are reported at the second.
            let plain = |other: &&&Field| !other.flatten;
            let others = fields[..position].iter();
            let others = others.chain(fields[position..].iter().filter(plain));
            if let Some((name, other)) = first_conflict(field, others, types) {
                let model = &subject.model.name;
                problems.push(catalogue::flattened_attribute(name, model, [other, field]));
            }
        }
    }
}

/// The method of a handle that leads to the tag.
const TAG_METHOD: &str = "tag";

/// The conditions of a variant, which a field would hide.
const VARIANT_METHODS: [&str; 2] = ["exists", "not_exists"];

/// `AB` and `Ab` are two variants, and one name of a method.
pub(super) fn variants_have_methods_of_their_own(context: &Context<'_>, problems: &mut Problems) {
    let types = (0..).map(TypeId).zip(context.types());
    for (_, ty) in types.filter(|(id, _)| context.flattened.contains(id)) {
        let Some(union) = ty.as_tagged_union() else {
            continue;
        };
        let mut first: HashMap<&str, &UnionVariant> = HashMap::new();
        for variant in union.variants {
            if !context.is_sound(variant.span) {
                continue;
            }
            let hides = |field: &&Field| VARIANT_METHODS.contains(&field.rust_name.as_str());
            if let Some(field) = variant.fields.iter().find(hides) {
                let (name, method) = (&field.name, &field.rust_name);
                problems.push(catalogue::handle_hidden("field", name, field.span, method));
            }
            if variant.method == TAG_METHOD {
                let (name, at) = (&variant.stored, variant.span);
                problems.push(catalogue::handle_hidden("variant", name, at, TAG_METHOD));
            } else if let Some(other) = first.insert(&variant.method, variant) {
                let names = [
                    (&*other.stored, other.span),
                    (&*variant.stored, variant.span),
                ];
                let problem =
                    catalogue::name_collision("variants", &ty.name, names, &variant.method);
                problems.push(problem);
            }
        }
    }
}

/// Returns the first attribute of a flattened union that another field has, and that field.
fn first_conflict<'f>(
    union: &'f Field,
    others: impl Iterator<Item = &'f &'f Field>,
    types: &'f [NamedType],
) -> Option<(&'f str, &'f Field)> {
    let own = union.attributes(types);
    let mut others = others.flat_map(|other| {
        let names = other.attributes(types).into_iter();
        names.map(move |name| (name, *other))
    });
    others.find(|(name, _)| own.contains(name))
}
