//! Unions whose tag and content are two attributes beside each other.

use std::borrow::Cow;

use super::generated::{expect_map, expect_string};
use super::{DecodeError, EncodeError, Reader, Value, Writer};

/// The content of a union's value. What is in it is known once the tag is, which may come after it.
pub struct Content<R> {
    name: &'static str,
    /// The reader at the value; `None` if the attribute is absent.
    at: Option<R>,
}

/// Reads a union up to its content: the tag, and where the content is.
pub fn read_adjacent<'de, R: Reader<'de>>(
    value: &Value<'de>,
    reader: &mut R,
    tag: &'static str,
    content: &'static str,
) -> Result<(Cow<'de, str>, Content<R>), DecodeError> {
    expect_map(value)?;
    let (mut found, mut at) = (None, None);
    while let Some(name) = reader.next_attribute()? {
        if name == tag {
            let value = reader.value()?;
            found = Some(expect_string(value).map_err(|error| error.in_attribute(tag))?);
            continue;
        }
        if name == content {
            at = Some(reader.clone());
        }
        reader.skip()?;
    }
    let found = found.ok_or_else(|| DecodeError::absent(tag))?;
    Ok((found, Content { name: content, at }))
}

impl<R> Content<R> {
    /// Reads the fields. `read` gets the reader at the first of them.
    pub fn read<'de, T>(
        self,
        read: impl FnOnce(&mut R) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError>
    where
        R: Reader<'de>,
    {
        let name = self.name;
        let mut reader = self.at.ok_or_else(|| DecodeError::absent(name))?;
        let value = reader.value();
        let is_map = value.and_then(|value| expect_map(&value));
        let read = is_map.and_then(|()| read(&mut reader));
        read.map_err(|error| error.in_attribute(name))
    }
}

/// Writes the content of a union's value beside its tag.
pub fn write_content<W: Writer>(
    name: &'static str,
    writer: &mut W,
    write: impl FnOnce(&mut W) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    writer.attribute(name);
    let written = writer.begin_map().and_then(|()| write(writer));
    written.map_err(|error| error.in_attribute(name))?;
    writer.end_map();
    Ok(())
}
