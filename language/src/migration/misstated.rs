//! What fields and indexes say that they were before, compared with the schema before. Programs of the phase
//! `expand` read what a field says, so a wrong word makes all stored items unreadable.

use super::declared;
use super::folder::SnapshotSchemas;
use crate::diagnostics::{Diagnostics, Problems, catalogue};
use crate::diff;
use crate::ir::{Field, ModelId, NamedTypeKind, Renaming, Retyping, Scalar, Schema, Type};

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
        let fields = named.iter();
        let fields = fields.map(|(before, id)| (*before, before.model(*id).fields.as_slice()));
        let fields: Vec<_> = fields.collect();
        check_fields(&model.name, (schema, &model.fields), &fields, &mut problems);
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

/// The fields of a model, or of a nested type in it, with their schema.
type Fields<'s> = (&'s Schema, &'s [Field]);

/// Checks the fields of a model or of a value in it, and those inside them. `owner` is the way to them; `earlier`
/// are those of the schemas that have the value.
fn check_fields(
    owner: &str,
    (schema, fields): Fields<'_>,
    earlier: &[Fields<'_>],
    problems: &mut Problems,
) {
    for field in fields {
        let name = format!("{owner}.{}", field.name);
        if let Some(renaming) = &field.renaming {
            let has_new =
                |(_, fields): &&Fields<'_>| stored_in(fields, &renaming.settled).is_some();
            if let Some(before) = earlier.iter().find(|it| !has_new(it)) {
                check_field(&name, (schema, field), renaming, *before, problems);
            }
        }
        if let Some(inside) = schema.nested_fields(field) {
            let earlier = earlier.iter().filter_map(|(before, fields)| {
                Some((*before, before.nested_fields(former(field, fields)?)?))
            });
            let earlier: Vec<_> = earlier.collect();
            check_fields(&name, (schema, inside), &earlier, problems);
        }
    }
}

/// Returns what a field was among earlier ones.
fn former<'f>(field: &Field, earlier: &'f [Field]) -> Option<&'f Field> {
    let same = stored_in(earlier, field.settled_attribute());
    same.or_else(|| stored_in(earlier, &field.renaming.as_ref()?.former))
}

fn check_field(
    name: &str,
    (schema, field): (&Schema, &Field),
    renaming: &Renaming,
    (before, former): Fields<'_>,
    problems: &mut Problems,
) {
    let Some(old) = stored_in(former, &renaming.former) else {
        let reason = format!(
            "`{name}` says that it was stored in `{}`, and the schema before stores nothing there",
            renaming.former
        );
        let known = former.iter().map(|it| it.attribute.as_str());
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

fn stored_in<'f>(fields: &'f [Field], attribute: &str) -> Option<&'f Field> {
    let mut fields = fields.iter();
    fields.find(|field| field.settled_attribute() == attribute)
}

/// Returns `true` if what was stored for a field is what it says.
fn has_form(
    (before, old): (&Schema, &Field),
    (after, new): (&Schema, &Field),
    said: Option<&Retyping>,
) -> bool {
    match (said, &old.ty, &new.ty) {
        (None, ..) => match after.nested_fields(new) {
            // They are compared with those of the former value.
            Some(inside) if !after.renamed_fields(inside).is_empty() => {
                before.nested_fields(old).is_some()
            }
            _ => diff::is_read_as(before, old, after, new),
        },
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
