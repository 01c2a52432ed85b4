//! Attributes of primary keys, which are read only in the form in which they are written.
//!
//! DynamoDB compares keys in their stored form. An item whose key holds the same value in another
//! form (a UUID in upper case, a time without milliseconds) could be read but not written: `update`
//! would not find it, and `upsert` would create a second item.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use super::mismatch::describe;
use super::{Attribute, DecodeError, EncodeError, Reader, SetKind, Value, Writer, encode_value};
use dynamite_core::Number;

use crate::codec::ItemReader;

/// The expectation in errors about keys.
const EXPECTED: &str = "a key in the form in which its field is written, because writes would \
    miss the item (declare the stored form of the field with `as:`, or store the item under the \
    key in this form)";

/// Reads a value as part of a primary key. The reader has just returned `value`.
#[inline]
pub(crate) fn read_key<'de, A: Attribute, R: Reader<'de>>(
    value: Value<'de>,
    reader: &mut R,
) -> Result<A::Value, DecodeError> {
    if A::EXACT {
        return A::read(value, reader);
    }
    let stored = value.clone();
    let read = A::read(value, reader)?;
    if is_written_as::<A>(&read, &stored) {
        Ok(read)
    } else {
        Err(other_form::<A>(&read, &stored))
    }
}

/// Reads an attribute as [`read_key`] does.
pub(crate) fn read_stored_key<A: Attribute>(
    stored: &AttributeValue,
) -> Result<A::Value, DecodeError> {
    let mut reader = ItemReader::of_value(stored);
    let value = reader.value()?;
    read_key::<A, _>(value, &mut reader)
}

/// Fails if a stored key attribute is not in the form in which it is written.
pub fn check_key<A: Attribute>(stored: &AttributeValue) -> Result<(), DecodeError> {
    read_stored_key::<A>(stored).map(drop)
}

/// [`check_key`] for a sensitive field: the error does not show the stored value.
pub fn check_sensitive_key<A: Attribute>(stored: &AttributeValue) -> Result<(), DecodeError> {
    check_key::<A>(stored).map_err(DecodeError::sensitive)
}

/// Returns `true` if writing the value gives the stored one.
#[inline]
fn is_written_as<A: Attribute>(value: &A::Value, stored: &Value<'_>) -> bool {
    let mut writer = Comparison {
        stored,
        is_same: false,
    };
    A::write(value, &mut writer).is_ok() && writer.is_same
}

#[cold]
fn other_form<A: Attribute>(value: &A::Value, stored: &Value<'_>) -> DecodeError {
    let found = describe(stored);
    let written = encode_value::<A>(value).ok();
    let written = written.and_then(|it| Some(describe(&ItemReader::of_value(&it).value().ok()?)));
    DecodeError::new(
        EXPECTED,
        match written {
            Some(written) => Cow::Owned(format!("{found}, which is written as {written}")),
            None => found,
        },
    )
}

/// A writer that compares the written value with a stored one.
struct Comparison<'a, 'de> {
    stored: &'a Value<'de>,
    is_same: bool,
}

impl Writer for Comparison<'_, '_> {
    fn attribute(&mut self, _: &str) {}

    #[inline]
    fn string(&mut self, value: &str) -> Result<(), EncodeError> {
        self.is_same = matches!(self.stored, Value::String(stored) if stored == value);
        Ok(())
    }

    /// DynamoDB compares numbers by value, in any notation.
    #[inline]
    fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        self.is_same = matches!(
            self.stored,
            Value::Number(stored) if stored == text || is_same_number(stored, text)
        );
        Ok(())
    }

    #[inline]
    fn binary(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.is_same = matches!(self.stored, Value::Binary(stored) if *stored == value);
        Ok(())
    }

    // Other kinds cannot be keys, so they never match.

    fn boolean(&mut self, _: bool) -> Result<(), EncodeError> {
        Ok(())
    }

    fn null(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    fn begin_list(&mut self, _: usize) -> Result<(), EncodeError> {
        Ok(())
    }

    fn end_list(&mut self) {
        self.is_same = false;
    }

    fn begin_map(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    fn end_map(&mut self) {
        self.is_same = false;
    }

    fn begin_set(&mut self, _: SetKind, _: usize) -> Result<(), EncodeError> {
        Ok(())
    }

    fn end_set(&mut self) {
        self.is_same = false;
    }
}

#[cold]
fn is_same_number(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| Number::parse(text.as_bytes()));
    one.is_ok() && one == other
}
