//! Patches: the bodies of requests that change items.

use std::collections::HashSet;

use super::Context;
use super::serde::named_type;
use crate::diagnostics::catalogue::Erased;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, NamedType, TypeId};

/// A patch sets a field as a whole, with all that is inside it.
pub(super) fn patches_erase_nothing_that_input_cannot_set(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let types: Vec<_> = context.types().collect();
    for subject in context.sound_models() {
        if subject.model.serde.is_none() {
            continue;
        }
        for (id, field, _) in subject.sound_fields() {
            if !field.serde.is_patched() || field.auto.is_some() || subject.is_key(id) {
                continue;
            }
            if let Some((ty, erased)) = erased(context, &types, field) {
                let (model, ty) = (&subject.model.name, (ty.name.as_str(), ty.span));
                problems.push(catalogue::patch_erases(model, field, ty, &erased));
            }
        }
    }
}

/// Returns the first thing inside the values of a field that input cannot set, and the type that has
/// it.
fn erased<'a>(
    context: &Context<'_>,
    types: &[&'a NamedType],
    field: &Field,
) -> Option<(&'a NamedType, Erased<'a>)> {
    let mut open: Vec<TypeId> = named_type(&field.ty).into_iter().collect();
    let mut seen = HashSet::new();
    while let Some(TypeId(id)) = open.pop() {
        let ty = types[id];
        if !seen.insert(id) || ty.serde.is_none() || !context.is_sound(ty.span) {
            continue;
        }
        if ty.keeps_unknown() {
            return Some((ty, Erased::Rest));
        }
        for field in ty.fields().filter(|field| context.is_sound(field.span)) {
            if !field.serde.is_read() {
                return Some((ty, Erased::Field(&field.name, field.span)));
            }
            open.extend(named_type(&field.ty));
        }
    }
    None
}
