//! Conversions between kinds.

use std::borrow::Cow;

use crate::Number;
use crate::expr::{FunctionError, Value, json};
use crate::scalar::bool_of_text;

/// Returns the string of a bool, number, timestamp or date, in the form in which it is stored; a
/// string is itself.
///
/// # Errors
/// If the value is of another kind.
pub fn string_of(value: &Value) -> Result<Cow<'_, str>, FunctionError> {
    Ok(match value {
        Value::Bool(value) => value.to_string().into(),
        Value::Number(value) => value.text().into(),
        Value::String(value) => (&**value).into(),
        Value::Timestamp(value) => {
            let cut = value.as_millisecond();
            let cut = jiff::Timestamp::from_millisecond(cut).unwrap_or(*value);
            format!("{cut:.3}").into()
        }
        Value::Date(value) => value.to_string().into(),
        other => {
            let expected = "a string, bool, number, timestamp or date";
            return Err(wrong(expected, other));
        }
    })
}

/// Returns the number of a decimal text; a number is itself.
///
/// # Errors
/// If the text is no number, or the value of another kind.
pub fn number_of(value: &Value) -> Result<Number, FunctionError> {
    let malformed = FunctionError::Malformed {
        what: "a number of at most 38 digits",
        remedy: "remove what is not part of it, as with `trim` or `replace`",
    };
    match value {
        Value::Number(value) => Ok(*value),
        Value::String(text) => Number::parse(text.as_bytes()).map_err(|_| malformed),
        other => Err(wrong("a string or number", other)),
    }
}

/// Returns the bool of the text `true` or `false`; a bool is itself.
///
/// # Errors
/// If the text is neither, or the value of another kind.
pub fn bool_of(value: &Value) -> Result<bool, FunctionError> {
    let malformed = FunctionError::Malformed {
        what: "`true` or `false`",
        remedy: "compare it instead, as in `answer = \"yes\"`",
    };
    match value {
        Value::Bool(value) => Ok(*value),
        Value::String(text) => bool_of_text(text).ok_or(malformed),
        other => Err(wrong("a string or bool", other)),
    }
}

/// Returns a list, or the members of a set in their order.
///
/// # Errors
/// If the value is neither.
pub fn list_of(value: &Value) -> Result<Value, FunctionError> {
    Ok(match value {
        Value::List(_) => value.clone(),
        Value::StringSet(set) => Value::list(set.iter().map(|it| it.as_str().into()).collect()),
        Value::NumberSet(set) => Value::list(set.iter().map(|it| Value::Number(*it)).collect()),
        Value::BytesSet(set) => {
            let bytes = set.iter().map(|it| Value::Bytes(it.as_slice().into()));
            Value::list(bytes.collect())
        }
        other => return Err(wrong("a list or set", other)),
    })
}

/// Returns a map as it is.
///
/// # Errors
/// If the value is none.
pub fn map_of(value: &Value) -> Result<Value, FunctionError> {
    match value {
        Value::Map(_) => Ok(value.clone()),
        other => Err(wrong("a map", other)),
    }
}

/// Reads JSON.
///
/// # Errors
/// If the text is not JSON, repeats a key of an object, nests too deeply, or has a number that
/// DynamoDB does not store.
pub fn parse_json(text: &str) -> Result<Value, FunctionError> {
    json::read(text)
}

/// Writes JSON without blanks, with the keys in byte order. Bytes become Base64, times their ISO
/// form, and sets lists.
///
/// # Errors
/// If the text is too large.
pub fn to_json(value: &Value) -> Result<Value, FunctionError> {
    json::write(value)
}

pub(super) fn wrong(expected: &'static str, found: &Value) -> FunctionError {
    FunctionError::WrongKind {
        expected,
        found: found.kind(),
    }
}
