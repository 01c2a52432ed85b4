//! Limits on the number of indexes of a table, and on the attributes they project.

use dynamite_core::limits::{GLOBAL_INDEX_QUOTA, MAX_LOCAL_INDEXES, MAX_PROJECTED_ATTRIBUTES};

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{IndexKind, Projection, Table, TableIndex};

pub(super) fn a_table_has_five_local_indexes_at_most(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for Subject { table, .. } in context.models() {
        let local = of_kind(table, IndexKind::Local);
        if let Some(extra) = local.get(MAX_LOCAL_INDEXES) {
            let count = local.len();
            problems.push(catalogue::too_many_local(
                extra.span,
                &table.name,
                count,
                MAX_LOCAL_INDEXES,
            ));
        }
    }
}

pub(super) fn a_table_has_twenty_global_indexes_by_quota(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for Subject { table, .. } in context.models() {
        let global = of_kind(table, IndexKind::Global);
        if let Some(extra) = global.get(GLOBAL_INDEX_QUOTA) {
            let count = global.len();
            problems.push(catalogue::many_global(
                extra.span,
                &table.name,
                count,
                GLOBAL_INDEX_QUOTA,
            ));
        }
    }
}

pub(super) fn indexes_project_a_hundred_attributes_at_most(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for Subject { table, .. } in context.models() {
        let total: usize = table.indexes.iter().map(projected).sum();
        let mut so_far = 0;
        let passing = table.indexes.iter().find(|index| {
            so_far += projected(index);
            so_far > MAX_PROJECTED_ATTRIBUTES
        });
        if let Some(index) = passing {
            let at = index.span;
            problems.push(catalogue::too_many_projected(
                at,
                &table.name,
                total,
                MAX_PROJECTED_ATTRIBUTES,
            ));
        }
    }
}

fn of_kind(table: &Table, kind: IndexKind) -> Vec<&TableIndex> {
    table
        .indexes
        .iter()
        .filter(|index| index.kind == kind)
        .collect()
}

fn projected(index: &TableIndex) -> usize {
    match &index.projection {
        Projection::Include(names) => names.len(),
        Projection::All | Projection::KeysOnly => 0,
    }
}
