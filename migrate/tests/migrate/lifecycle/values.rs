//! What is stored in items, as expressions of steps see it.

use aws_sdk_dynamodb::types::AttributeValue as V;

use crate::support::{Item, s};

/// An item that is refused.
#[derive(Debug)]
pub(super) struct Refused;

pub(super) fn is_nothing(value: Option<&V>) -> bool {
    matches!(value, None | Some(V::Null(_)))
}

/// A string, or nothing.
pub(super) fn text<'i>(item: &'i Item, name: &str) -> Result<Option<&'i str>, Refused> {
    match item.get(name) {
        Some(V::S(text)) => Ok(Some(text)),
        other => is_nothing(other).then_some(None).ok_or(Refused),
    }
}

pub(super) fn number(item: &Item, name: &str) -> Result<Option<i64>, Refused> {
    match item.get(name) {
        Some(V::N(number)) => number.parse().map(Some).map_err(|_| Refused),
        other => is_nothing(other).then_some(None).ok_or(Refused),
    }
}

/// Stores the value of an expression; null is an absent attribute.
pub(super) fn set(item: &mut Item, name: &str, value: Option<V>) {
    match value {
        Some(value) => drop(item.insert(name.to_owned(), value)),
        None if is_nothing(item.get(name)) => {}
        None => drop(item.remove(name)),
    }
}

pub(super) fn fill(item: &mut Item, name: &str, value: Option<V>) {
    if is_nothing(item.get(name)) && value.is_some() {
        set(item, name, value);
    }
}

/// As it is stored, `NULL` included.
pub(super) fn follow(item: &mut Item, from: &str, to: &str) {
    match item.get(from).cloned() {
        Some(value) => drop(item.insert(to.to_owned(), value)),
        None => drop(item.remove(to)),
    }
}

/// The map in an attribute, if there is one.
pub(super) fn inside<'i>(item: &'i mut Item, name: &str) -> Result<Option<&'i mut Item>, Refused> {
    match item.get_mut(name) {
        Some(V::M(inside)) => Ok(Some(inside)),
        other => is_nothing(other.as_deref()).then_some(None).ok_or(Refused),
    }
}

pub(super) fn members(item: &Item, name: &str) -> Result<Vec<String>, Refused> {
    match item.get(name) {
        Some(V::Ss(members)) => Ok(members.clone()),
        other => is_nothing(other).then_some(Vec::new()).ok_or(Refused),
    }
}

pub(super) fn prefix(text: &str, length: usize) -> V {
    s(text.chars().take(length).collect::<String>())
}
