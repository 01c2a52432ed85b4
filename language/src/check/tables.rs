//! Tables.

use std::collections::HashMap;

use dynamite_core::limits::is_name;

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::raw;
use crate::source::Span;

pub(super) fn names_are_accepted_by_dynamodb(context: &Context<'_>, problems: &mut Problems) {
    for Subject { raw, table, .. } in context.models() {
        if context.is_sound(table.span) && !is_name(&table.name) {
            let at = raw.table.as_ref().map_or(table.span, |name| name.span);
            problems.push(catalogue::illegal_name(at, "a table", &table.name));
        }
        for index in &raw.indexes {
            for name in index.names_in_dynamodb() {
                if context.is_sound(index.name.span) && !is_name(name) {
                    problems.push(catalogue::illegal_name(name.span, "an index", name));
                }
            }
        }
    }
}

pub(super) fn indexes_have_different_names(context: &Context<'_>, problems: &mut Problems) {
    for Subject { raw, .. } in context.models() {
        let mut names: HashMap<&str, Span> = HashMap::new();
        for name in raw.indexes.iter().flat_map(raw::Index::names_in_dynamodb) {
            match names.get(name.as_str()) {
                Some(first) => problems.push(catalogue::same_index_name(name, *first)),
                None => drop(names.insert(name.as_str(), name.span)),
            }
        }
    }
}

pub(super) fn a_table_holds_one_model(context: &Context<'_>, problems: &mut Problems) {
    let mut tables: HashMap<&str, (Span, &str)> = HashMap::new();
    for Subject {
        raw, table, model, ..
    } in context.sound_models()
    {
        let at = raw.table.as_ref().map_or(model.span, |name| name.span);
        match tables.get(table.name.as_str()) {
            Some((first, other)) => {
                problems.push(catalogue::shared_table(at, &table.name, *first, other));
            }
            None => drop(tables.insert(table.name.as_str(), (at, model.name.as_str()))),
        }
    }
}
