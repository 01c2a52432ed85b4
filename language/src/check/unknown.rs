//! Attributes that nested types and unions do not declare.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, NamedType, NamedTypeKind, Type, TypeId};

/// The Rust name of the field that holds undeclared attributes.
const REST: &str = "rest";

/// The elements of lists and the entries of maps are written as a whole, so attributes that a newer
/// program has stored in them are lost unless their values hold them.
pub(super) fn types_in_lists_and_maps_say_what_becomes_of_the_unknown(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let types: Vec<_> = context.types().collect();
    let holders = holders(context, &types);
    for (ty, holder) in types.iter().zip(holders) {
        let Some(holder) = holder.filter(|_| context.is_sound(ty.span)) else {
            continue;
        };
        let has_inside = !matches!(
            ty.kind,
            NamedTypeKind::Enum { .. } | NamedTypeKind::Untagged(_)
        );
        if has_inside && ty.unknown.is_none() {
            let holder = (holder.name.as_str(), holder.span);
            problems.push(catalogue::unknown_is_lost(&ty.name, ty.span, holder));
        }
    }
}

/// Returns for each type the first field that has values of it in a list or map, directly or inside
/// other types.
fn holders<'c>(context: &'c Context<'_>, types: &[&'c NamedType]) -> Vec<Option<&'c Field>> {
    let mut holders = vec![None; types.len()];
    for holder in context.sound_fields() {
        let mut open: Vec<_> = element(holder).into_iter().collect();
        while let Some(TypeId(ty)) = open.pop() {
            if holders[ty].is_none() {
                holders[ty] = Some(holder);
                open.extend(types[ty].fields().filter_map(inner));
            }
        }
    }
    holders
}

/// Returns the named type whose values a field holds in a list or map.
fn element(field: &Field) -> Option<TypeId> {
    let is_collection = matches!(field.ty, Type::List(_) | Type::Map(_));
    inner(field).filter(|_| is_collection)
}

/// Returns the named type of the values of a field. The stored form of a codec is not known.
fn inner(field: &Field) -> Option<TypeId> {
    let mut ty = field.codec.is_none().then_some(&field.ty)?;
    while let Type::List(item) | Type::Map(item) = ty {
        ty = item;
    }
    match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

pub(super) fn kept_attributes_have_a_name_of_their_own(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for ty in context.types().filter(|ty| ty.keeps_unknown()) {
        let fields = ty.fields().filter(|field| context.is_sound(field.span));
        for field in fields.filter(|field| field.rust_name == REST) {
            problems.push(catalogue::rest_taken(&ty.name, field, ty.span));
        }
    }
}
