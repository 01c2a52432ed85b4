//! Indexes that hold fields which are being renamed: a second index has the other attributes.

use super::{Context, indexes};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, ModelIndex, Projection, Renaming, TableIndex};
use crate::raw;
use crate::source::Span;

/// A field that is being renamed, and the place of its former attribute.
struct Held<'s> {
    field: &'s Field,
    renaming: &'s Renaming,
    at: Span,
}

pub(super) fn indexes_of_renamed_fields_take_over_from_another(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    each(context, |index, raw, held| {
        let refusal = match &raw.renamed_from {
            Some(former) if held.is_empty() => {
                return problems.push(catalogue::nothing_renamed_in(former, &index.name));
            }
            _ if raw.local.is_some() => catalogue::local_index_of_renamed,
            None => catalogue::index_of_renamed,
            Some(_) => return,
        };
        for Held { field, at, .. } in held {
            problems.push(refusal(*at, &field.name, raw.name_in_dynamodb()));
        }
    });
}

pub(super) fn fields_of_one_index_are_in_one_phase(context: &Context<'_>, problems: &mut Problems) {
    each(context, |index, raw, held| {
        let Some((first, others)) = held.split_first().filter(|_| raw.renamed_from.is_some())
        else {
            return;
        };
        let differs = |it: &&Held<'_>| it.renaming.phase != first.renaming.phase;
        for Held { field, at, .. } in others.iter().filter(differs) {
            let first = (first.field.name.as_str(), first.at);
            let problem = catalogue::two_phases_in(&index.name, (&field.name, *at), first);
            problems.push(problem);
        }
    });
}

/// Visits every sound index, resolved and as written, with the fields in its key or projected by name
/// that are being renamed. Those of the primary key, and what is maintained, are refused anyway.
fn each(context: &Context<'_>, mut rule: impl FnMut(&ModelIndex, &raw::Index, &[Held<'_>])) {
    indexes::each(context, |subject, index, raw| {
        let of_table = &subject.table.indexes[index.index];
        let fields = subject.sound_fields();
        let held = fields.filter(|(id, field, _)| {
            let is_refused =
                subject.is_key(*id) || field.auto.is_some() || subject.model.ttl == Some(*id);
            !is_refused && (index.is_in_key(*id) || is_projected(of_table, field))
        });
        let held = held.filter_map(|(_, field, raw)| {
            Some(Held {
                field,
                renaming: field.renaming.as_ref()?,
                at: raw.renamed_from.as_ref()?.span,
            })
        });
        rule(index, raw, &held.collect::<Vec<_>>());
    });
}

/// Returns `true` if an index projects a field by name.
pub(super) fn is_projected(index: &TableIndex, field: &Field) -> bool {
    matches!(&index.projection, Projection::Include(names) if names.contains(&field.attribute))
}
