//! Secondary indexes, global and local.

use std::collections::HashMap;

use dynamite_core::limits::MAX_INDEX_KEY_ATTRIBUTES;

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{FieldId, IndexKind, KeyPart, Model, ModelIndex};
use crate::raw;
use crate::source::Spanned;

/// Visits every sound index of every model, resolved and as written.
pub(super) fn each(
    context: &Context<'_>,
    mut rule: impl FnMut(&Subject<'_>, &ModelIndex, &raw::Index),
) {
    for subject in context.models() {
        for (index, raw) in subject.sound_indexes() {
            rule(&subject, index, raw);
        }
    }
}

/// Returns the fields of an index key with the places where they are named. A local index that does
/// not name its partition key is represented by its sort key alone.
pub(super) fn named_parts<'a>(
    index: &'a ModelIndex,
    raw: &'a raw::Index,
) -> impl Iterator<Item = (FieldId, &'a Spanned<String>)> {
    let partition = index.partition.iter().zip(&raw.partition);
    let sort = index.sort.iter().zip(&raw.sort);
    partition
        .chain(sort)
        .map(|(KeyPart::Field(id), name)| (*id, name))
}

pub(super) fn indexes_over_optional_fields_are_sparse(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    each(context, |Subject { model, .. }, index, raw| {
        for (id, name) in named_parts(index, raw) {
            if model.field(id).optional && !index.sparse {
                let declared = model.field(id).span;
                problems.push(catalogue::index_not_sparse(name, declared, &index.name));
            }
        }
    });
}

pub(super) fn index_keys_name_each_field_once(context: &Context<'_>, problems: &mut Problems) {
    each(context, |_, index, raw| {
        let mut seen = HashMap::new();
        for (id, name) in named_parts(index, raw) {
            match seen.get(&id) {
                Some(first) => problems.push(catalogue::repeated_key_field(name, *first)),
                None => drop(seen.insert(id, name.span)),
            }
        }
    });
}

pub(super) fn index_keys_have_few_enough_parts(context: &Context<'_>, problems: &mut Problems) {
    each(context, |subject, index, raw| {
        let local = subject.table.indexes[index.index].kind == IndexKind::Local;
        let limit = if local { 1 } else { MAX_INDEX_KEY_ATTRIBUTES };
        for (side, names) in [("partition", &raw.partition), ("sort", &raw.sort)] {
            if let Some(extra) = names.get(limit) {
                let count = names.len();
                let name = &index.name;
                problems.push(catalogue::too_many_parts(
                    extra.span, name, side, count, limit,
                ));
            }
        }
    });
}

/// DynamoDB refuses an item with an empty attribute in the key of an index.
pub(super) fn projections_name_each_field_once(context: &Context<'_>, problems: &mut Problems) {
    each(context, |_, _, raw| {
        let raw::Projection::Fields(names) = &raw.projection else {
            return;
        };
        let mut seen = HashMap::new();
        for name in names {
            match seen.get(name.as_str()) {
                Some(first) => problems.push(catalogue::projected_twice(name, *first)),
                None => drop(seen.insert(name.as_str(), name.span)),
            }
        }
    });
}

pub(super) fn projections_keep_the_expiry_time(context: &Context<'_>, problems: &mut Problems) {
    each(context, |Subject { model, .. }, index, raw| {
        let (raw::Projection::Keys(at), Some(ttl)) = (&raw.projection, model.ttl) else {
            return;
        };
        if !key_of(model, index).any(|id| id == ttl) {
            let ttl = &model.field(ttl).name;
            problems.push(catalogue::keys_only_with_ttl(*at, &index.name, ttl));
        }
    });
}

/// Returns the fields that the index holds because they are in its key or the table's.
fn key_of(model: &Model, index: &ModelIndex) -> impl Iterator<Item = FieldId> {
    index.key_fields().chain(model.key_fields())
}
