//! How many indexes a table may have, and how much they may copy.

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{IndexKind, Projection, Table, TableIndex};

/// DynamoDB's limit; it cannot be raised.
const MAX_LOCAL: usize = 5;

/// The quota of a new AWS account; it can be raised.
const GLOBAL_QUOTA: usize = 20;

/// DynamoDB's limit on attributes projected by name, summed over all indexes of a table.
const MAX_PROJECTED: usize = 100;

pub(super) fn a_table_has_five_local_indexes_at_most(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for Subject { table, .. } in context.models() {
        let local = of_kind(table, IndexKind::Local);
        if let Some(extra) = local.get(MAX_LOCAL) {
            let count = local.len();
            problems.push(catalogue::too_many_local(
                extra.span,
                &table.name,
                count,
                MAX_LOCAL,
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
        if let Some(extra) = global.get(GLOBAL_QUOTA) {
            let count = global.len();
            problems.push(catalogue::many_global(
                extra.span,
                &table.name,
                count,
                GLOBAL_QUOTA,
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
            so_far > MAX_PROJECTED
        });
        if let Some(index) = passing {
            let at = index.span;
            problems.push(catalogue::too_many_projected(
                at,
                &table.name,
                total,
                MAX_PROJECTED,
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
