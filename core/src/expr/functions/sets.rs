//! Sets of strings, numbers or bytes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::expr::{FunctionError, Value};

use super::convert::wrong;

/// Returns the set of strings.
///
/// # Errors
/// If an item is no string.
pub fn string_set(items: &[Value]) -> Result<Value, FunctionError> {
    let members = items.iter().map(|item| match item {
        Value::String(text) => Ok(text.to_string()),
        other => Err(wrong("a string", other)),
    });
    let members: Result<BTreeSet<_>, _> = members.collect();
    members.map(|members| Value::StringSet(Arc::new(members)))
}

/// Returns the set of numbers.
///
/// # Errors
/// If an item is no number.
pub fn number_set(items: &[Value]) -> Result<Value, FunctionError> {
    let members = items.iter().map(|item| match item {
        Value::Number(number) => Ok(*number),
        other => Err(wrong("a number", other)),
    });
    let members: Result<BTreeSet<_>, _> = members.collect();
    members.map(|members| Value::NumberSet(Arc::new(members)))
}

/// Returns the set of bytes.
///
/// # Errors
/// If an item is not bytes.
pub fn bytes_set(items: &[Value]) -> Result<Value, FunctionError> {
    let members = items.iter().map(|item| match item {
        Value::Bytes(bytes) => Ok(bytes.to_vec()),
        other => Err(wrong("bytes", other)),
    });
    let members: Result<BTreeSet<_>, _> = members.collect();
    members.map(|members| Value::BytesSet(Arc::new(members)))
}

/// Returns the members of either set.
///
/// # Errors
/// If the values are not sets of the same kind.
pub fn union(left: &Value, right: &Value) -> Result<Value, FunctionError> {
    Ok(match (left, right) {
        (Value::StringSet(left), Value::StringSet(right)) => {
            Value::StringSet(Arc::new(&**left | &**right))
        }
        (Value::NumberSet(left), Value::NumberSet(right)) => {
            Value::NumberSet(Arc::new(&**left | &**right))
        }
        (Value::BytesSet(left), Value::BytesSet(right)) => {
            Value::BytesSet(Arc::new(&**left | &**right))
        }
        (_, other) => return Err(wrong("a set of the same kind", other)),
    })
}

/// Returns the members of the first set that are not in the second.
///
/// # Errors
/// If the values are not sets of the same kind.
pub fn without(left: &Value, right: &Value) -> Result<Value, FunctionError> {
    Ok(match (left, right) {
        (Value::StringSet(left), Value::StringSet(right)) => {
            Value::StringSet(Arc::new(&**left - &**right))
        }
        (Value::NumberSet(left), Value::NumberSet(right)) => {
            Value::NumberSet(Arc::new(&**left - &**right))
        }
        (Value::BytesSet(left), Value::BytesSet(right)) => {
            Value::BytesSet(Arc::new(&**left - &**right))
        }
        (_, other) => return Err(wrong("a set of the same kind", other)),
    })
}
