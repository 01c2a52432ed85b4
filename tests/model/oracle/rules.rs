//! The rules of the schema.

use std::collections::BTreeSet;

use crate::answer::Refusal;
use crate::command::{Act, At, Change};
use crate::path;
use crate::spec::Spec;
use crate::value::{Item, Value, s};

/// A whole entity as it is stored: normalized, and without empty sets and `NULL`.
pub(super) fn normalized(entity: &Item) -> Item {
    let attributes = entity.iter().filter(|(_, value)| !is_absent(value));
    attributes
        .map(|(name, value)| (name.clone(), normalized_at(name, value)))
        .collect()
}

/// Whether a value of an attribute is stored by leaving the attribute out.
pub(super) fn is_absent(value: &Value) -> bool {
    *value == Value::Null || value.is_empty_set()
}

fn normalized_at(name: &str, value: &Value) -> Value {
    match (name, value) {
        ("title" | "email", Value::S(text)) => s(text.trim().to_lowercase()),
        (_, value) => stored_form(value),
    }
}

/// A value without the empty sets in its nested types.
pub(super) fn stored_form(value: &Value) -> Value {
    match value {
        Value::M(entries) => {
            let entries = entries.iter().filter(|(_, value)| !value.is_empty_set());
            Value::M(
                entries
                    .map(|(key, value)| (key.clone(), stored_form(value)))
                    .collect(),
            )
        }
        Value::L(elements) => Value::L(elements.iter().map(stored_form).collect()),
        other => other.clone(),
    }
}

/// What breaks the rules in a whole entity that is normalized.
pub(super) fn broken(spec: &Spec, entity: &Item) -> BTreeSet<Refusal> {
    let mut broken = BTreeSet::new();
    if entity.iter().any(|(name, value)| !is_valid(name, value)) {
        broken.insert(Refusal::Invalid);
    }
    let keys = spec.key.iter().chain(&["owner", "title"]);
    if keys
        .filter_map(|name| entity.get(*name))
        .any(|value| *value == s(""))
    {
        broken.insert(Refusal::Encode);
    }
    broken
}

/// Whether a value keeps the rules of the attribute.
pub(super) fn is_valid(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("title", Value::S(text)) => !text.trim().is_empty() && text.chars().count() <= 8,
        ("level", Value::N(level)) => (1..=9).contains(level),
        ("lines", Value::L(lines)) => lines.len() <= 4 && lines.iter().all(is_valid_line),
        ("notes", Value::M(notes)) => notes.len() <= 3,
        _ => true,
    }
}

fn is_valid_line(line: &Value) -> bool {
    let Value::M(line) = line else { return false };
    line.get("sku").is_some_and(|sku| *sku != s(""))
}

/// The integers that an attribute may hold.
pub(super) fn range(at: &At) -> Option<(i128, i128)> {
    match at {
        At::Count | At::DetailRank => Some((i32::MIN.into(), i32::MAX.into())),
        At::Level => Some((1, 9)),
        At::Rank => Some((0, u16::MAX.into())),
        At::Badge | At::Quantity(_) => Some((0, u32::MAX.into())),
        _ => None,
    }
}

/// What is wrong with changes, whatever is stored.
pub(super) fn broken_changes(changes: &[Change]) -> BTreeSet<Refusal> {
    let mut broken = BTreeSet::new();
    for change in changes {
        let values = match &change.act {
            Act::Set(value) | Act::SetIfAbsent(value) => vec![(name_of(&change.at), value)],
            Act::Append(lines) | Act::Prepend(lines) if change.at == At::Lines => {
                lines.iter().map(|line| ("line", line)).collect()
            }
            Act::CopyOf(source) => {
                if has_rules(&change.at) && *source != change.at {
                    broken.insert(Refusal::Invalid);
                }
                Vec::new()
            }
            _ => Vec::new(),
        };
        for (name, value) in values {
            let value = normalized_at(name, value);
            let valid = match name {
                "line" => is_valid_line(&value),
                name => is_valid(name, &value),
            };
            if !valid {
                broken.insert(Refusal::Invalid);
            }
            if matches!(name, "owner" | "title") && value == s("") {
                broken.insert(Refusal::Encode);
            }
        }
    }
    let paths: Vec<_> = changes.iter().map(Change::path).collect();
    let overlap = |(at, one): (usize, &Vec<path::Step>)| {
        let later = &paths[at + 1..];
        later
            .iter()
            .any(|other| one.starts_with(other) || other.starts_with(one))
    };
    if paths.iter().enumerate().any(overlap) {
        broken.insert(Refusal::Expression);
    }
    broken
}

fn name_of(at: &At) -> &'static str {
    match at {
        At::Owner => "owner",
        At::Title => "title",
        At::Email => "email",
        At::Level => "level",
        At::Lines => "lines",
        At::Line(_) => "line",
        At::Notes => "notes",
        _ => "",
    }
}

/// The value that a change sets, as it is stored.
pub(super) fn value_of(at: &At, value: &Value) -> Value {
    normalized_at(name_of(at), value)
}

fn has_rules(at: &At) -> bool {
    matches!(
        at,
        At::Title | At::Email | At::Level | At::Lines | At::Line(_) | At::Notes
    )
}
