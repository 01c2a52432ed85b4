//! Derive macros of generated types.

use super::rust_path;
use crate::diagnostics::{Problems, catalogue};
use crate::raw;
use crate::source::Spanned;

/// What every generated struct and union has.
const OF_STRUCTS: &[&str] = &["Clone", "Debug", "PartialEq"];

/// What every generated enum has.
const OF_ENUMS: &[&str] = &["Clone", "Debug", "Eq", "Hash", "PartialEq"];

/// What an enum without a catch-all has, whose values are known.
const OF_CLOSED_ENUMS: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// Resolves the derive macros of a model.
pub(super) fn of_struct(raw: &[Spanned<String>], problems: &mut Problems) -> Vec<String> {
    resolve(raw, OF_STRUCTS, problems)
}

/// Resolves the derive macros of a nested type, enum or union.
pub(super) fn of_type(raw: &raw::NamedType, problems: &mut Problems) -> Vec<String> {
    let had = match &raw.body {
        raw::TypeBody::Enum { catch_all, .. } if catch_all.is_some() => OF_ENUMS,
        raw::TypeBody::Enum { .. } => OF_CLOSED_ENUMS,
        _ => OF_STRUCTS,
    };
    resolve(&raw.derives, had, problems)
}

fn resolve(raw: &[Spanned<String>], had: &[&str], problems: &mut Problems) -> Vec<String> {
    let mut derives: Vec<String> = Vec::with_capacity(raw.len());
    for path in raw {
        if !rust_path::check_derive(path, problems) {
            continue;
        }
        if had.contains(&of_std(path)) {
            problems.push(catalogue::derived_anyway(path));
        } else if derives.iter().any(|first| of_std(first) == of_std(path)) {
            problems.push(catalogue::derived_twice(path));
        } else {
            derives.push(path.value.clone());
        }
    }
    derives
}

/// Returns the name of a macro of the standard library, which has several paths; any other path as
/// it is.
fn of_std(path: &str) -> &str {
    let path = path.strip_prefix("::").unwrap_or(path);
    match path.split_once("::") {
        Some(("std" | "core", inside)) => inside.rsplit("::").next().unwrap_or(inside),
        _ => path,
    }
}
