//! Limits on the nesting depth of values.

use std::iter::successors;

use dynamite_core::limits::MAX_NESTING_LEVELS;

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, NamedType, NamedTypeKind, Type};

/// Reports fields that no item could hold. A type that contains itself through a list or map is not
/// deep for that reason: its values end where the list is empty.
pub(super) fn values_nest_32_levels_at_most(context: &Context<'_>, problems: &mut Problems) {
    let levels = Levels::of(context.types().collect());
    for subject in context.models() {
        for (_, field, _) in subject.sound_fields() {
            let count = levels.of_field(field);
            if count > MAX_NESTING_LEVELS {
                let path: Vec<_> = levels
                    .deepest_path(field)
                    .take(MAX_NESTING_LEVELS + 1)
                    .collect();
                problems.push(catalogue::nested_too_deep(&path, count, MAX_NESTING_LEVELS));
            }
        }
    }
}

/// The number of levels of values of each named type, with nothing left out.
struct Levels<'a> {
    types: Vec<&'a NamedType>,
    levels: Vec<usize>,
}

impl<'a> Levels<'a> {
    fn of(types: Vec<&'a NamedType>) -> Self {
        let order = inner_types_first(&types);
        let levels = vec![0; types.len()];
        let mut levels = Self { types, levels };
        for ty in order {
            let inside = levels.types[ty]
                .fields()
                .map(|field| levels.of_field(field));
            let inside = inside.max().unwrap_or(0);
            levels.levels[ty] = 1 + match &levels.types[ty].kind {
                // The tag of a union is a value inside it, too.
                NamedTypeKind::Union { content: None, .. } => inside.max(1),
                NamedTypeKind::Union { .. } => 1 + inside,
                _ => inside,
            };
        }
        levels
    }

    /// Returns the levels of a field. The result of a codec is not known.
    fn of_field(&self, field: &Field) -> usize {
        match field.codec {
            None => self.of_type(&field.ty),
            Some(_) => 1,
        }
    }

    /// Inner types are visited before outer ones, so a type that is not known yet contains itself,
    /// and has no levels: a list of it is empty.
    fn of_type(&self, ty: &Type) -> usize {
        match ty {
            Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => 1,
            Type::List(item) | Type::Map(item) => 1 + self.of_type(item),
            Type::Named(id) => self.levels[id.0],
        }
    }

    /// Returns the fields that lead from this one to the deepest value in it.
    fn deepest_path(&self, start: &'a Field) -> impl Iterator<Item = &'a Field> {
        successors(Some(start), |field| {
            let ty = named(field)?;
            let inside = self.types[ty].fields();
            inside.max_by_key(|field| self.of_field(field))
        })
    }
}

/// Returns every type after all that it contains, unless types contain themselves. Without
/// recursion: a long chain of types must not exhaust the stack.
fn inner_types_first(types: &[&NamedType]) -> Vec<usize> {
    let mut seen = vec![false; types.len()];
    let mut order = Vec::with_capacity(types.len());
    let mut open = Vec::new();
    for start in 0..types.len() {
        let mut entering = Some(start);
        loop {
            if let Some(ty) = entering.filter(|ty| !std::mem::replace(&mut seen[*ty], true)) {
                open.push((ty, types[ty].fields().filter_map(named)));
            }
            let Some((ty, inner)) = open.last_mut() else {
                break;
            };
            entering = inner.next();
            if entering.is_none() {
                order.push(*ty);
                open.pop();
            }
        }
    }
    order
}

/// Returns the named type that values of a field are stored as, or that its collections hold.
fn named(field: &Field) -> Option<usize> {
    let mut ty = field.codec.is_none().then_some(&field.ty)?;
    while let Type::List(item) | Type::Map(item) = ty {
        ty = item;
    }
    match ty {
        Type::Named(id) => Some(id.0),
        _ => None,
    }
}
