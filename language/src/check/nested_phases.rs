//! Fields of nested types that are being renamed, and removed ones.

use std::collections::HashMap;

use super::phases::{are_gone, has, sameness};
use super::{Context, Problems};
use crate::diagnostics::catalogue;
use crate::ir::{NamedTypeKind, out_of_reach};

/// The remedy where there can be no second attribute.
const KEEP: &str = "keep the attribute with `attribute:`";

pub(super) fn nested_fields_in_a_phase_can_have_two_attributes(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let resolved = &context.resolved;
    let found = out_of_reach(&resolved.models, &resolved.types).into_iter();
    let found = found.map(|(id, place)| (resolved.types[id.0].name.as_str(), place));
    let out_of_reach: HashMap<_, _> = found.collect();
    for (ty, field, raw) in context.nested_fields() {
        let Some((renaming, former)) = field.renaming.as_ref().zip(raw.renamed_from.as_ref())
        else {
            continue;
        };
        let reason = match (&ty.kind, out_of_reach.get(ty.name.as_str())) {
            (NamedTypeKind::Union { .. }, _) => Some(
                "it is a field of a variant, and phases inside unions are not supported yet"
                    .to_owned(),
            ),
            (_, Some(place)) => Some(format!(
                "`{}` is {place}, where phases are not supported yet",
                ty.name
            )),
            _ => None,
        };
        let refusal = reason.map(|reason| (reason, KEEP));
        let same = || sameness(renaming).map(|(reason, help)| (reason.to_owned(), help));
        if let Some((reason, help)) = refusal.or_else(same) {
            problems.push(catalogue::bad_phase(
                former.span,
                (&field.name, "renamed"),
                &reason,
                help,
            ));
        }
    }
}

pub(super) fn second_attributes_are_of_no_other_nested_field(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let types = &context.resolved.types;
    for (ty, field, raw) in context.nested_fields() {
        let Some((renaming, former)) = field.renaming.as_ref().zip(raw.renamed_from.as_ref())
        else {
            continue;
        };
        // Those of a union are refused anyway.
        let NamedTypeKind::Struct(fields) = &ty.kind else {
            continue;
        };
        let others = fields.iter().filter(|other| other.span != field.span);
        let mut others = others.filter(|other| context.is_sound(other.span));
        if let Some(other) = others.find(|other| has(other, renaming.other(), types)) {
            let problem = catalogue::second_attribute(former.span, field, renaming, other);
            problems.push(problem);
        }
    }
}

pub(super) fn removed_attributes_are_of_no_nested_field(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    let types = &context.resolved.types;
    let resolved: HashMap<_, _> = context.sound_types().map(|ty| (ty.span, ty)).collect();
    let declared = context.declarations.types.iter();
    for raw in declared.filter(|raw| !raw.removed.is_empty()) {
        if let Some(ty) = resolved.get(&raw.name.span) {
            let fields = ty.fields().filter(|field| context.is_sound(field.span));
            are_gone(&raw.removed, &fields.collect::<Vec<_>>(), types, problems);
        }
    }
}
