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

/// Returns true if the item whose first attribute the reader is at has a tag of the union that is
/// not `NULL`.
pub(super) fn has_tag<'de, U: Flatten, R: Reader<'de>>(mut item: R) -> Result<bool, DecodeError> {
    while let Some(name) = item.next_attribute()? {
        if name == U::TAG {
            return Ok(!matches!(item.value()?, Value::Null));
        }
        item.skip()?;
    }
    Ok(false)
}
