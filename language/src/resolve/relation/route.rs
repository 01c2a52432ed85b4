//! Resolves the access path to the items of a relation: the key of their table, or an index.

use super::Subject;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{FieldId, KeyPart, ModelIndex, Route};
use crate::raw;

/// Returns the access path to the items of a model that have this foreign key.
pub(super) fn resolve(
    raw: &raw::Relation,
    of: Subject<'_>,
    foreign_key: &[FieldId],
    problems: &mut Problems,
) -> Option<Route> {
    if let Some(via) = &raw.via {
        let indexes = &of.model.indexes;
        let named = indexes.iter().position(|index| index.name == via.value);
        let route = named.filter(|at| serves(&indexes[*at], foreign_key));
        if route.is_none() && !has_broken_indexes(of, problems) {
            report(of, foreign_key, |missing| {
                let known: Vec<_> = indexes.iter().map(|index| index.name.as_str()).collect();
                let at = named.map(|at| indexes[at].span);
                problems.push(catalogue::via_does_not_serve(via, at, missing, &known));
            });
        }
        return route.map(Route::Index);
    }
    let key = of.keyed(problems)?.key();
    if let Some(route) = by_table(key.partition, key.sort, foreign_key) {
        return Some(route);
    }
    by_index(raw, of, foreign_key, problems)
}

/// Returns the table's key, if it begins with the foreign key.
fn by_table(partition: KeyPart, sort: Option<KeyPart>, foreign_key: &[FieldId]) -> Option<Route> {
    let sorts: Vec<_> = sort.into_iter().collect();
    if !begins_with(&[partition], &sorts, foreign_key) {
        return None;
    }
    Some(if foreign_key.len() == 1 + sorts.len() {
        Route::Key
    } else {
        Route::Table
    })
}

fn by_index(
    raw: &raw::Relation,
    of: Subject<'_>,
    foreign_key: &[FieldId],
    problems: &mut Problems,
) -> Option<Route> {
    let indexes = of.model.indexes.iter().enumerate();
    let serving: Vec<_> = indexes
        .filter(|(_, index)| serves(index, foreign_key))
        .collect();
    match serving.as_slice() {
        [(at, _)] => return Some(Route::Index(*at)),
        [] if has_broken_indexes(of, problems) => {}
        [] => report(of, foreign_key, |missing| {
            let at = raw.foreign_key.first().unwrap_or(&raw.name).span;
            problems.push(catalogue::would_scan(at, &raw.name, missing));
        }),
        several => {
            let names = several.iter().map(|(_, it)| (it.name.as_str(), it.span));
            let names: Vec<_> = names.collect();
            problems.push(catalogue::several_ways(raw.name.span, &raw.name, &names));
        }
    }
    None
}

fn report(
    of: Subject<'_>,
    foreign_key: &[FieldId],
    push: impl FnOnce(&catalogue::MissingIndex<'_>),
) {
    let names = foreign_key
        .iter()
        .map(|id| of.model.field(*id).name.as_str());
    let names: Vec<_> = names.collect();
    push(&catalogue::MissingIndex {
        model: &of.model.name,
        partition: &names,
    });
}

/// Returns `true` if an index may be missing because of an error, which is reported already.
fn has_broken_indexes(of: Subject<'_>, problems: &mut Problems) -> bool {
    let is_broken = of.raw.indexes.len() != of.model.indexes.len()
        || of
            .model
            .indexes
            .iter()
            .any(|it| problems.is_broken(it.span));
    if is_broken {
        problems.give_up();
    }
    is_broken
}

fn serves(index: &ModelIndex, foreign_key: &[FieldId]) -> bool {
    begins_with(&index.partition, &index.sort, foreign_key)
}

/// Returns `true` if a query of this key can fix the foreign key: it is all of the partition key,
/// and the first parts of the sort key.
fn begins_with(partition: &[KeyPart], sort: &[KeyPart], foreign_key: &[FieldId]) -> bool {
    let has = |KeyPart::Field(id): &KeyPart| foreign_key.contains(id);
    let sorted = sort.iter().take_while(|part| has(part)).count();
    partition.iter().all(has) && partition.len() + sorted == foreign_key.len()
}
