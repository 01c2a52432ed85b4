//! Functions for generated code, one call for each field.
//!
//! Every model instantiates these for each of its stored forms and both transports, so they are
//! small, and error handling is out of line.

use std::borrow::Cow;
use std::str::FromStr;

use super::mismatch::{describe, mismatch, no_map};
use super::{Attribute, DecodeError, EncodeError, UnknownEnumValue, Value, Writer};

/// Writes an attribute, unless its value is stored as an absent attribute.
#[inline]
pub fn write<A: Attribute, W: Writer>(
    name: &'static str,
    value: &A::Value,
    writer: &mut W,
) -> Result<(), EncodeError> {
    if A::is_absent(value) {
        return Ok(());
    }
    writer.attribute(name);
    A::write(value, writer).map_err(|error| error.in_attribute(name))
}

/// Writes the value, if any, as [`write()`] does. A value that reads back as `None` is left out.
#[inline]
pub fn write_optional<A: Attribute, W: Writer>(
    name: &'static str,
    value: &Option<A::Value>,
    writer: &mut W,
) -> Result<(), EncodeError> {
    match value {
        Some(value) if !A::reads_as_absent(value) => write::<A, W>(name, value, writer),
        _ => Ok(()),
    }
}

/// Writes the value, if any, as [`write()`] does, also if it is `NULL`.
#[inline]
pub fn write_optional_or_null<A: Attribute, W: Writer>(
    name: &'static str,
    value: &Option<A::Value>,
    writer: &mut W,
) -> Result<(), EncodeError> {
    match value {
        Some(value) => write::<A, W>(name, value, writer),
        None => Ok(()),
    }
}

/// Does the same as [`write()`] for a sensitive field: the error does not show map keys.
#[inline]
pub fn write_sensitive<A: Attribute, W: Writer>(
    name: &'static str,
    value: &A::Value,
    writer: &mut W,
) -> Result<(), EncodeError> {
    write::<A, W>(name, value, writer).map_err(|error| error.sensitive().in_attribute(name))
}

/// Writes the value, if any, as [`write_sensitive`] does.
#[inline]
pub fn write_optional_sensitive<A: Attribute, W: Writer>(
    name: &'static str,
    value: &Option<A::Value>,
    writer: &mut W,
) -> Result<(), EncodeError> {
    match value {
        Some(value) if !A::reads_as_absent(value) => write_sensitive::<A, W>(name, value, writer),
        _ => Ok(()),
    }
}

/// Converts a value into the form that it reads back in.
#[inline]
pub fn settle<A: Attribute>(value: A::Value) -> A::Value {
    A::settle(value)
}

/// Does the same as [`settle`] for an optional value.
#[inline]
pub fn settle_optional<A: Attribute>(value: Option<A::Value>) -> Option<A::Value> {
    value
        .filter(|value| !A::reads_as_absent(value))
        .map(A::settle)
}

/// Normalizes the fields of nested types in a value.
pub fn normalize<A: Attribute>(value: &mut A::Value) {
    A::normalize(value);
}

/// Does the same as [`normalize`] for an optional value.
pub fn normalize_optional<A: Attribute>(value: &mut Option<A::Value>) {
    value.as_mut().into_iter().for_each(A::normalize);
}

/// Checks that a nested type or union starts here.
#[inline]
pub fn expect_map(value: &Value<'_>) -> Result<(), DecodeError> {
    match value {
        Value::Map => Ok(()),
        found => Err(no_map(found)),
    }
}

/// Returns the string of an enum value or of a union's tag.
#[inline]
pub fn expect_string(value: Value<'_>) -> Result<Cow<'_, str>, DecodeError> {
    match value {
        Value::String(text) => Ok(text),
        found => Err(mismatch("S", &found)),
    }
}

/// Reads a value of an enum that has no other values than those of the schema.
#[inline]
pub fn read_enum<E: FromStr<Err = UnknownEnumValue>>(value: Value<'_>) -> Result<E, DecodeError> {
    let read = expect_string(value)?.parse();
    read.map_err(|error: UnknownEnumValue| unknown_value(error.name(), error.found()))
}

/// Makes the error for a value of a kind that no variant of an untagged union has.
#[cold]
pub fn no_variant(expected: &'static str, found: &Value<'_>) -> DecodeError {
    mismatch(expected, found)
}

/// Makes the error for a string that is not a value of the enum.
#[cold]
pub fn unknown_value(name: &str, found: &str) -> DecodeError {
    unknown(format!("one of the values of {name}"), found)
}

/// Makes the error for a tag that is not one of the union's, in the attribute `tag`.
#[cold]
pub fn unknown_tag(name: &str, tag: &str, found: &str) -> DecodeError {
    unknown(format!("the tag of one of the variants of {name}"), found).in_attribute(tag)
}

fn unknown(expected: String, found: &str) -> DecodeError {
    DecodeError::new(expected, describe(&Value::String(found.into())))
}
