//! Unions whose attributes are attributes of the item itself.

use super::{Attribute, DecodeError, EncodeError, Reader, SetKind, Value, Writer};

/// A union that is flattened into items: its tag, and the fields of its variant or its content, are
/// attributes of the item.
pub trait Flatten: Attribute {
    /// Stored name of the attribute that holds the tag.
    const TAG: &'static str;

    /// Stored names of all attributes of the union, of which the tag is the first.
    const ATTRIBUTES: &'static [&'static str];
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

/// Writes the attributes of a flattened union into the item.
pub(super) fn write<U: Flatten, W: Writer>(
    value: &U::Value,
    writer: &mut W,
) -> Result<(), EncodeError> {
    U::write(value, &mut WithoutOuterMap { writer, depth: 0 })
}

/// Writes the attributes of a map without the map.
struct WithoutOuterMap<'a, W> {
    writer: &'a mut W,
    /// Number of open maps, of which the outermost is left out.
    depth: usize,
}

impl<W: Writer> Writer for WithoutOuterMap<'_, W> {
    fn begin_map(&mut self) -> Result<(), EncodeError> {
        self.depth += 1;
        if self.depth == 1 {
            return Ok(());
        }
        self.writer.begin_map()
    }

    fn end_map(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            self.writer.end_map();
        }
    }

    fn attribute(&mut self, name: &str) {
        self.writer.attribute(name);
    }

    fn string(&mut self, value: &str) -> Result<(), EncodeError> {
        self.writer.string(value)
    }

    fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        self.writer.number(text)
    }

    fn binary(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.writer.binary(value)
    }

    fn boolean(&mut self, value: bool) -> Result<(), EncodeError> {
        self.writer.boolean(value)
    }

    fn null(&mut self) -> Result<(), EncodeError> {
        self.writer.null()
    }

    fn begin_list(&mut self, len: usize) -> Result<(), EncodeError> {
        self.writer.begin_list(len)
    }

    fn end_list(&mut self) {
        self.writer.end_list();
    }

    fn begin_set(&mut self, kind: SetKind, len: usize) -> Result<(), EncodeError> {
        self.writer.begin_set(kind, len)
    }

    fn end_set(&mut self) {
        self.writer.end_set();
    }
}
