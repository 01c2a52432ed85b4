//! Whether each value of a new field has a place in the type and stored form of the former one.

use super::super::scope::Scope;
use super::super::target::Target;
use crate::ir::{NamedTypeKind, Scalar, Schema, Type};
use crate::source::Spanned;

/// Returns `true` if programs can keep a field in both forms, while it is changed in
/// [phases](crate::ir::Retyping). `map` has the new stored values of an enum.
pub(super) fn exists(
    former: &Target,
    new: &Target,
    map: &[(Spanned<String>, Spanned<String>)],
    scope: Scope<'_>,
) -> bool {
    let (old, new) = (&former.field, &new.field);
    let is_plain = old.codec.is_none() && new.codec.is_none();
    let is_as_absent = old.optional == new.optional;
    let (before, after) = (scope.around.before, scope.around.after);
    is_plain
        && is_as_absent
        && match (&old.ty, &new.ty) {
            (Type::Scalar(old), Type::Scalar(new)) => new.written_as(*old).is_ok(),
            (Type::Scalar(Scalar::String), ty) => map.is_empty() && is_enum(ty, after),
            (old, new) => {
                let (old, new) = (values(old, before), values(new, after));
                old.zip(new)
                    .is_some_and(|(old, new)| are_mapped(old, new, map))
            }
        }
}

fn is_enum(ty: &Type, schema: &Schema) -> bool {
    let Type::Named(id) = ty else {
        return false;
    };
    matches!(schema.named_type(*id).kind, NamedTypeKind::Enum { .. })
}

/// The stored values of an enum that has no others.
fn values<'s>(ty: &Type, schema: &'s Schema) -> Option<Vec<&'s str>> {
    let Type::Named(id) = ty else {
        return None;
    };
    match &schema.named_type(*id).kind {
        NamedTypeKind::Enum {
            values,
            catch_all: None,
        } => Some(values.iter().map(|value| value.stored.as_str()).collect()),
        _ => None,
    }
}

/// Returns `true` if each of the new values is made of exactly one of the old.
fn are_mapped(
    old: Vec<&str>,
    mut new: Vec<&str>,
    map: &[(Spanned<String>, Spanned<String>)],
) -> bool {
    let mut made: Vec<_> = old
        .into_iter()
        .map(|old| {
            let listed = map.iter().find(|(from, _)| from.value == old);
            listed.map_or(old, |(_, to)| to.value.as_str())
        })
        .collect();
    made.sort_unstable();
    new.sort_unstable();
    made == new
}
