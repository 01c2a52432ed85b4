//! Unions with a tag: the fields are read once the tag is known, which may come after them.

use std::borrow::Cow;

use super::generated::{expect_map, expect_string};
use super::{DecodeError, EncodeError, Reader, Value, Writer};

/// The fields of a union's value, of a variant that is known by now.
pub struct VariantFields<R> {
    /// The attribute that holds them; `None` if they are beside the tag.
    content: Option<&'static str>,
    /// The reader at the first field, or at the content; `None` if that is absent.
    at: Option<R>,
}

/// Reads the tag of a union whose fields are beside it, and moves the reader past the union.
pub fn read_tagged<'de, R: Reader<'de>>(
    value: &Value<'de>,
    reader: &mut R,
    tag: &'static str,
) -> Result<(Cow<'de, str>, VariantFields<R>), DecodeError> {
    expect_map(value)?;
    let at = Some(reader.clone());
    let (found, _) = read_tag(reader, tag, None)?;
    Ok((found, VariantFields { content: None, at }))
}

/// Does the same as [`read_tagged`] for a union whose fields are in an attribute beside the tag.
pub fn read_adjacent<'de, R: Reader<'de>>(
    value: &Value<'de>,
    reader: &mut R,
    tag: &'static str,
    content: &'static str,
) -> Result<(Cow<'de, str>, VariantFields<R>), DecodeError> {
    expect_map(value)?;
    let content = Some(content);
    let (found, at) = read_tag(reader, tag, content)?;
    Ok((found, VariantFields { content, at }))
}

/// Reads the tag, and returns a reader at the content.
fn read_tag<'de, R: Reader<'de>>(
    reader: &mut R,
    tag: &'static str,
    content: Option<&'static str>,
) -> Result<(Cow<'de, str>, Option<R>), DecodeError> {
    let (mut found, mut at) = (None, None);
    while let Some(name) = reader.next_attribute()? {
        if name == tag {
            let value = reader.value()?;
            found = Some(expect_string(value).map_err(|error| error.in_attribute(tag))?);
            continue;
        }
        if content.is_some_and(|content| name == content) {
            at = Some(reader.clone());
        }
        reader.skip()?;
    }
    let found = found.ok_or_else(|| DecodeError::absent(tag))?;
    Ok((found, at))
}

impl<R> VariantFields<R> {
    /// Reads the fields. `read` gets the reader at the first of them.
    pub fn read<'de, T>(
        self,
        read: impl FnOnce(&mut R) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError>
    where
        R: Reader<'de>,
    {
        let Some(name) = self.content else {
            return match self.at {
                Some(mut reader) => read(&mut reader),
                None => Err(DecodeError::nothing()),
            };
        };
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
