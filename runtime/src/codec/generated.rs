//! What generated code calls, one call for a field.
//!
//! Every model instantiates these for each of its stored forms and both transports, so they
//! are small, and whatever happens only with an error is out of line.

use std::borrow::Cow;

use super::mismatch::{describe, mismatch};
use super::{Attribute, DecodeError, EncodeError, Value, Writer};

/// Writes an attribute, unless it is one that is stored as absent.
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

/// [`write()`], or nothing: also of a value that would read back as none.
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

/// [`write()`] for a sensitive field: an error does not say at which key of a map.
#[inline]
pub fn write_sensitive<A: Attribute, W: Writer>(
    name: &'static str,
    value: &A::Value,
    writer: &mut W,
) -> Result<(), EncodeError> {
    write::<A, W>(name, value, writer).map_err(|error| error.sensitive().in_attribute(name))
}

/// [`write_sensitive`], or nothing.
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

/// Brings a value into the form it has when it is read again.
#[inline]
pub fn settle<A: Attribute>(value: A::Value) -> A::Value {
    A::settle(value)
}

/// [`settle`], or nothing.
#[inline]
pub fn settle_optional<A: Attribute>(value: Option<A::Value>) -> Option<A::Value> {
    value
        .filter(|value| !A::reads_as_absent(value))
        .map(A::settle)
}

/// Normalizes what is inside a value.
pub fn normalize<A: Attribute>(value: &mut A::Value) {
    A::normalize(value);
}

/// [`normalize`], or nothing.
pub fn normalize_optional<A: Attribute>(value: &mut Option<A::Value>) {
    value.as_mut().into_iter().for_each(A::normalize);
}

/// Checks that a nested type or union starts here.
#[inline]
pub fn expect_map(value: &Value<'_>) -> Result<(), DecodeError> {
    match value {
        Value::Map => Ok(()),
        found => Err(mismatch("M", found)),
    }
}

/// The string of an enum value or a union's tag.
#[inline]
pub fn expect_string(value: Value<'_>) -> Result<Cow<'_, str>, DecodeError> {
    match value {
        Value::String(text) => Ok(text),
        found => Err(mismatch("S", &found)),
    }
}

/// A string is none of an enum's.
#[cold]
pub fn unknown_value(name: &str, found: &str) -> DecodeError {
    unknown(format!("one of the values of {name}"), found)
}

/// A union's tag is none of its variants'.
#[cold]
pub fn unknown_tag(name: &str, found: &str) -> DecodeError {
    unknown(format!("the tag of one of the variants of {name}"), found)
}

fn unknown(expected: String, found: &str) -> DecodeError {
    DecodeError::new(expected, describe(&Value::String(found.into())))
}
