//! Lists and maps.

use std::collections::BTreeMap;

use super::convert::wrong;
use super::strings::position;
use crate::Number;
use crate::expr::{FunctionError, Value};

/// Returns the number of characters of a string, of bytes, or of members.
///
/// # Errors
/// If the value has no size.
pub fn size(value: &Value) -> Result<Value, FunctionError> {
    Ok(Value::count(match value {
        Value::String(text) => text.chars().count(),
        Value::Bytes(bytes) => bytes.len(),
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        Value::StringSet(set) => set.len(),
        Value::NumberSet(set) => set.len(),
        Value::BytesSet(set) => set.len(),
        other => return Err(wrong("a string, bytes, list, map or set", other)),
    }))
}

/// Returns `true` if a list or set has a member. Null is in a list that has a null.
///
/// # Errors
/// If the first value is neither.
pub fn contains(collection: &Value, member: &Value) -> Result<bool, FunctionError> {
    Ok(match (collection, member) {
        (Value::List(items), member) => items.contains(member),
        (Value::StringSet(set), Value::String(text)) => set.contains(&**text),
        (Value::NumberSet(set), Value::Number(number)) => set.contains(number),
        (Value::BytesSet(set), Value::Bytes(bytes)) => set.contains(&**bytes),
        (Value::StringSet(_) | Value::NumberSet(_) | Value::BytesSet(_), _) => false,
        (other, _) => return Err(wrong("a list or set", other)),
    })
}

/// Returns the items in ascending order, nulls first. Equal ones keep their order.
pub fn sort(items: &[Value]) -> Value {
    let mut items = items.to_vec();
    items.sort();
    Value::list(items)
}

/// Returns the items in the ascending order of their keys. Those with equal keys keep their order.
pub fn sort_by_keys(mut keyed: Vec<(Value, Value)>) -> Value {
    keyed.sort_by(|one, other| one.0.cmp(&other.0));
    Value::list(keyed.into_iter().map(|(_, item)| item).collect())
}

/// Returns each different item once, at its first place.
pub fn distinct(items: &[Value]) -> Value {
    let mut seen = std::collections::BTreeSet::new();
    let first = items.iter().filter(|item| seen.insert(*item));
    Value::list(first.cloned().collect())
}

/// Returns the items that are not null.
pub fn compact(items: &[Value]) -> Value {
    let present = items.iter().filter(|item| !item.is_null());
    Value::list(present.cloned().collect())
}

/// Returns the items in reverse order.
pub fn reverse(items: &[Value]) -> Value {
    Value::list(items.iter().rev().cloned().collect())
}

/// Returns the items from a position, from 0, and so many of them at most.
///
/// # Errors
/// If a position or length is not whole, or negative.
pub fn slice(
    items: &[Value],
    start: Number,
    length: Option<Number>,
) -> Result<Value, FunctionError> {
    let start = position(start, "the start")?;
    let length = length.map_or(Ok(usize::MAX), |it| position(it, "the length"))?;
    let items = items.iter().skip(start).take(length);
    Ok(Value::list(items.cloned().collect()))
}

/// Returns the item at a position, from 0; null if there is none.
///
/// # Errors
/// If the position is not whole, or negative.
pub fn item(items: &[Value], at: Number) -> Result<Value, FunctionError> {
    let at = position(at, "the position")?;
    Ok(items.get(at).cloned().unwrap_or(Value::Null))
}

/// Returns the items of all lists in one. A null is no list, and has no items.
///
/// # Errors
/// If an item is no list, or there are too many.
pub fn flatten(lists: &[Value]) -> Result<Value, FunctionError> {
    let mut all = Vec::new();
    for list in lists {
        match list {
            Value::List(items) if all.len() + items.len() > crate::expr::MAX_VALUE_BYTES => {
                return Err(FunctionError::TooLarge);
            }
            Value::List(items) => all.extend(items.iter().cloned()),
            Value::Null => {}
            other => return Err(wrong("a list", other)),
        }
    }
    Ok(Value::list(all))
}

/// Returns the keys of a map, in byte order.
pub fn keys(entries: &BTreeMap<String, Value>) -> Value {
    Value::list(entries.keys().map(|key| key.as_str().into()).collect())
}

/// Returns the values of a map, in the order of their keys.
pub fn values(entries: &BTreeMap<String, Value>) -> Value {
    Value::list(entries.values().cloned().collect())
}
