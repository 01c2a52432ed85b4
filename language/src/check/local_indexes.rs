//! Local secondary indexes.

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::ModelIndex;
use crate::source::Span;

/// Visits every local index, with the place where it is declared as local.
fn each_local(context: &Context<'_>, mut rule: impl FnMut(&Subject<'_>, &ModelIndex, Span)) {
    // The limits of a local index depend on the model's key.
    let subjects = context.sound_models();
    for subject in subjects.filter(|subject| subject.is_keyed) {
        for (index, raw) in subject.sound_indexes() {
            if let Some(at) = raw.local {
                rule(&subject, index, at);
            }
        }
    }
}

pub(super) fn local_indexes_add_a_sort_key(context: &Context<'_>, problems: &mut Problems) {
    each_local(context, |Subject { table, .. }, index, at| {
        let (reason, help) = if index.sort.is_empty() {
            ("it has no sort key of its own", "add `sort: <field>`")
        } else if table.key.sort.is_none() {
            (
                "its table has no sort key",
                "give the model a sort key, or remove `local: true`",
            )
        } else {
            return;
        };
        problems.push(catalogue::local_index(at, &index.name, reason, help));
    });
}

pub(super) fn local_indexes_share_the_partition_key(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    each_local(context, |Subject { table, .. }, index, at| {
        let partition = &table.indexes[index.index].partition;
        if partition.first() != Some(&table.key.partition) {
            let reason = "its partition key is not the table's";
            let help = "remove `partition:`, or remove `local: true`";
            problems.push(catalogue::local_index(at, &index.name, reason, help));
        }
    });
}

pub(super) fn local_indexes_limit_item_collections(context: &Context<'_>, problems: &mut Problems) {
    each_local(context, |_, index, at| {
        problems.push(catalogue::collection_limit(at, &index.name));
    });
}
