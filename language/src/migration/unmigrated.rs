//! Changes of a schema that strand items, with the places where they are.

use crate::diagnostics::{Diagnostics, Problems, Severity, catalogue};
use crate::diff::{self, Change, Effect, Kind, Owner};
use crate::ir::Schema;
use crate::source::Span;

/// Returns the changes between two schemas that strand items, as problems of the second. They are
/// warnings where a migration may still be on its way.
pub fn stranded(before: &Schema, after: &Schema, severity: Severity) -> Diagnostics {
    let mut problems = Problems::default();
    for change in diff::compare(before, after) {
        if change.effect() == Effect::Stranded {
            let problem = catalogue::stranded(place(&change), &change.to_string(), severity);
            problems.push(problem);
        }
    }
    problems.into_diagnostics(&after.sources)
}

/// The place of a change in the new schema.
fn place(change: &Change<'_>) -> Span {
    match change.kind {
        Kind::FieldAdded(field) | Kind::FieldChanged { new: field, .. } => field.span,
        Kind::UniqueAdded(unique) | Kind::UniqueChanged(unique) => unique.span,
        _ => match change.owner {
            Owner::Model(model) => model.span,
            Owner::Type(ty) => ty.span,
            Owner::Variant(_, variant) => variant.span,
        },
    }
}
