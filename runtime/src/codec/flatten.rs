//! Unions whose attributes are attributes of the item itself.

use super::{Attribute, DecodeError, EncodeError, Reader, Value, Writer};

/// A union that is flattened into items: its tag, and the fields of its variant or its content, are
/// attributes of the item.
pub trait Flatten: Attribute {
    /// Stored name of the attribute that holds the tag.
    const TAG: &'static str;

    /// Stored names of all attributes of the union, of which the tag is the first.
    const ATTRIBUTES: &'static [&'static str];

    /// Writes the attributes of a value into an item.
    fn write_into_item<W: Writer>(value: &Self::Value, writer: &mut W) -> Result<(), EncodeError>;
}

/// Reads a flattened union from the item whose first attribute the reader is at.
pub(super) fn read<'de, U: Flatten, R: Reader<'de>>(mut item: R) -> Result<U::Value, DecodeError> {
    U::read(Value::Map, &mut item)
}

/// Does the same as [`read`] for an optional union: without a tag, or with `NULL` in its place, it
/// is `None`.
pub(super) fn read_optional<'de, U: Flatten, R: Reader<'de>>(
    item: R,
) -> Result<Option<U::Value>, DecodeError> {
    let mut tag = item.clone();
    while let Some(name) = tag.next_attribute()? {
        if name == U::TAG {
            return match tag.value()? {
                Value::Null => Ok(None),
                _ => read::<U, R>(item).map(Some),
            };
        }
        tag.skip()?;
    }
    Ok(None)
}
