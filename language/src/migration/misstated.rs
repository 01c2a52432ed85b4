//! What fields and indexes say that they were before, compared with the schema before. Programs of the phase
//! `expand` read what a field says, so a wrong word makes all stored items unreadable.

use super::declared;
use super::folder::SnapshotSchemas;
use crate::diagnostics::{Diagnostics, Problems, catalogue};
use crate::diff;
use crate::ir::{Field, Model, ModelId, NamedTypeKind, Renaming, Retyping, Scalar, Schema, Type};

/// Finds the fields and indexes of a schema that say that they were something else than the schema before
/// says.
pub fn misstated(before: &Schema, after: &Schema) -> Diagnostics {
    let earlier = [before];
    found(&earlier, after)
}

impl SnapshotSchemas {
    /// Finds the fields and indexes of a schema that say that they were something else than the last
    /// snapshot before their migration says.
    pub fn misstated(&self, schema: &Schema) -> Diagnostics {
        let newest_first = self.newest_first().collect::<Vec<_>>();
        found(&newest_first, schema)
    }
}

/// `earlier` are the schemas before, the newest first. What was before a field is said by the newest of them
/// that does not have its new attribute yet; without one, nothing is known of it.
fn found(earlier: &[&Schema], schema: &Schema) -> Diagnostics {
    let mut problems = Problems::default();
    for (position, model) in schema.models.iter().enumerate() {
        let named = earlier.iter().filter_map(|before| {
            let id = before.models.iter().position(|it| it.name == model.name)?;
            Some((*before, ModelId(id)))
        });
        let named: Vec<_> = named.collect();
        let found_before = problems.len();
        for field in &model.fields {
            let Some(renaming) = &field.renaming else {
                continue;
            };
            let has_new = |(before, id): &&(&Schema, ModelId)| {
                stored_in(before.model(*id), &renaming.settled).is_some()
            };
            if let Some((before, id)) = named.iter().find(|it| !has_new(it)) {
                let former = (*before, before.model(*id));
                check_field((schema, model, field), renaming, former, &mut problems);
            }
        }
        // What an index was over follows from its fields.
        if problems.len() == found_before {
            for (span, reason) in declared::misstated(&named, (schema, ModelId(position))) {
                problems.push(catalogue::misstated(span, reason, INDEX_HELP));
            }
        }
    }
    problems.into_diagnostics(&schema.sources)
}

const INDEX_HELP: &str =
    "`renamed_from:` of an index is the name in DynamoDB of the one over the former attributes";

fn check_field(
    (schema, model, field): (&Schema, &Model, &Field),
    renaming: &Renaming,
    (before, former): (&Schema, &Model),
    problems: &mut Problems,
) {
    let name = format!("{}.{}", model.name, field.name);
    let Some(old) = stored_in(former, &renaming.former) else {
        let reason = format!(
            "`{name}` says that it was stored in `{}`, and the schema before stores nothing there",
            renaming.former
        );
        let known = former.fields.iter().map(|it| it.attribute.as_str());
        let known: Vec<_> = known.collect();
        let help = format!("its attributes were {}", catalogue::list(&known));
        problems.push(catalogue::misstated(field.span, reason, &help));
        return;
    };
    if !has_form((before, old), (schema, field), renaming.retyping.as_ref()) {
        let reason = format!(
            "`{name}` says that `{}` had another type, stored form or values than the schema before says",
            renaming.former
        );
        let help = "say what the schema before says, with `retyped_from:` if it is another type or form than now";
        problems.push(catalogue::misstated(field.span, reason, help));
    }
}

fn stored_in<'m>(model: &'m Model, attribute: &str) -> Option<&'m Field> {
    let mut fields = model.fields.iter();
    fields.find(|field| field.settled_attribute() == attribute)
}

/// Returns `true` if what was stored for a field is what it says.
fn has_form(
    (before, old): (&Schema, &Field),
    (after, new): (&Schema, &Field),
    said: Option<&Retyping>,
) -> bool {
    match (said, &old.ty, &new.ty) {
        (None, ..) => diff::is_read_as(before, old, after, new),
        (Some(Retyping::Scalar(form)), Type::Scalar(old), Type::Scalar(new)) => {
            new.written_as(*old).as_ref() == Ok(form)
        }
        (Some(Retyping::Text), Type::Scalar(Scalar::String), _) => true,
        (Some(Retyping::Values(said)), Type::Named(id), _) => {
            let NamedTypeKind::Enum { values, .. } = &before.named_type(*id).kind else {
                return false;
            };
            let mut said: Vec<_> = said.iter().map(String::as_str).collect();
            let mut stored: Vec<_> = values.iter().map(|value| value.stored.as_str()).collect();
            said.sort_unstable();
            stored.sort_unstable();
            said == stored
        }
        (Some(_), ..) => false,
    }
}
