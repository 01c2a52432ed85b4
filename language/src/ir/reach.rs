//! Nested types with values in places that phases do not reach.

use std::collections::{HashMap, VecDeque};

use super::{Field, Model, NamedType, NamedTypeKind, Schema, Type, TypeId};

impl Schema {
    /// Returns `true` if all values of a nested type are in nested types of fields, so that its fields can be
    /// renamed in phases.
    pub fn has_phases_inside(&self, id: TypeId) -> bool {
        !out_of_reach(&self.models, &self.types).contains_key(&id)
    }
}

/// Returns the types with values in places where fields have no second attribute, such as lists, each with one
/// of these places.
pub(crate) fn out_of_reach(models: &[Model], types: &[NamedType]) -> HashMap<TypeId, String> {
    let mut found = HashMap::new();
    let mut next: VecDeque<(TypeId, String)> = starts(models, types).into();
    while let Some((id, place)) = next.pop_front() {
        if found.contains_key(&id) {
            continue;
        }
        let inside = types[id.0].fields().filter_map(|field| named(&field.ty));
        next.extend(inside.map(|id| (id, place.clone())));
        found.insert(id, place);
    }
    found
}

/// Returns the types of elements, and of fields in variants or with a codec.
fn starts(models: &[Model], types: &[NamedType]) -> Vec<(TypeId, String)> {
    let of_models = models.iter().flat_map(|model| {
        let fields = model.fields.iter();
        fields.filter_map(|field| start(&model.name, field, false))
    });
    let of_types = types.iter().flat_map(|ty| {
        let is_union = is_union(ty);
        ty.fields()
            .filter_map(move |field| start(&ty.name, field, is_union))
    });
    of_models.chain(of_types).collect()
}

fn is_union(ty: &NamedType) -> bool {
    !matches!(ty.kind, NamedTypeKind::Struct(_))
}

fn start(owner: &str, field: &Field, is_in_union: bool) -> Option<(TypeId, String)> {
    let place = format!("`{owner}.{}`", field.name);
    match &field.ty {
        Type::List(_) | Type::Map(_) => {
            Some((named(&field.ty)?, format!("in the list or map {place}")))
        }
        Type::Named(id) if field.codec.is_some() => {
            Some((*id, format!("stored by the codec of {place}")))
        }
        Type::Named(id) if is_in_union => {
            Some((*id, format!("in a variant of the union `{owner}`")))
        }
        _ => None,
    }
}

/// Returns the declared type of values, or of the elements in them.
fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::List(inner) | Type::Map(inner) => named(inner),
        Type::Named(id) => Some(*id),
        Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => None,
    }
}
