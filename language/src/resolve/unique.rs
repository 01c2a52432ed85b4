//! Resolves unique constraints.

use super::identifier;
use super::model::Scope;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{FieldId, Unique};
use crate::raw;

/// Returns the constraints of single fields in the order of the fields, then those of several.
pub(super) fn resolve_all(
    raw: &raw::Model,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Vec<Unique> {
    let mut rules: Vec<_> = (0..)
        .map(FieldId)
        .zip(scope.fields.iter().zip(raw.fields()))
        .filter_map(|(id, (field, raw))| {
            let unique = raw.unique.as_ref()?;
            Some(Unique {
                name: field.name.clone(),
                method: format!("by_{}", field.rust_name),
                fields: vec![id],
                guard: guard(unique.guard.as_ref(), &[id], scope),
                among_live: unique.among_live.is_some(),
                span: raw.name.span,
            })
        })
        .collect();
    for unique in &raw.uniques {
        let resolved = problems.declaration(unique.name.span, |problems| {
            of_several(unique, scope, problems)
        });
        rules.extend(resolved);
    }
    rules
}

/// Returns the names of these fields in guards.
fn guard(raw: Option<&raw::GuardName>, fields: &[FieldId], scope: &Scope<'_>) -> Vec<String> {
    let named = raw.filter(|raw| raw.parts.len() == fields.len());
    if let Some(raw) = named {
        return raw.parts.iter().map(|part| part.value.clone()).collect();
    }
    let fields = fields.iter().filter_map(|id| scope.fields.get(id.0));
    fields.map(|field| field.attribute.clone()).collect()
}

fn of_several(
    raw: &raw::UniqueFields,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<Unique> {
    let fields = raw.fields.iter().map(|name| scope.field(name, problems));
    let fields: Option<Vec<_>> = fields.collect::<Vec<_>>().into_iter().collect();
    let Some(method) = identifier::snake(&raw.name) else {
        // The name itself may be broken.
        if !problems.is_broken(raw.name.span) {
            problems.push(catalogue::unique_without_method(&raw.name));
        }
        return None;
    };
    let fields = fields?;
    Some(Unique {
        name: raw.name.value.clone(),
        method,
        guard: guard(raw.guard.as_ref(), &fields, scope),
        fields,
        among_live: raw.among_live.is_some(),
        span: raw.name.span,
    })
}
