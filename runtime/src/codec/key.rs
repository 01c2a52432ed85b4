//! Size rules of key attributes.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::limits::{MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES};

use super::{EncodeError, EncodeProblem, KeyAttribute, SetKind, Writer};

/// Writes a partition key attribute of the table or of an index. DynamoDB rejects an item in which
/// it is empty or longer than 2,048 bytes.
#[inline]
pub fn write_partition_key<A: KeyAttribute, W: Writer>(
    name: &'static str,
    value: &A::Value,
    writer: &mut W,
) -> Result<(), EncodeError> {
    write_key::<A, W>(name, value, MAX_PARTITION_KEY_BYTES, writer)
}

/// Writes a sort key attribute of the table or of an index. DynamoDB rejects an item in which it is
/// empty or longer than 1,024 bytes.
#[inline]
pub fn write_sort_key<A: KeyAttribute, W: Writer>(
    name: &'static str,
    value: &A::Value,
    writer: &mut W,
) -> Result<(), EncodeError> {
    write_key::<A, W>(name, value, MAX_SORT_KEY_BYTES, writer)
}

/// Writes the value, if any, as [`write_partition_key`] does. Without it, the item is not in the
/// index.
#[inline]
pub fn write_optional_partition_key<A: KeyAttribute, W: Writer>(
    name: &'static str,
    value: &Option<A::Value>,
    writer: &mut W,
) -> Result<(), EncodeError> {
    match value {
        Some(value) => write_partition_key::<A, W>(name, value, writer),
        None => Ok(()),
    }
}

/// Writes the value, if any, as [`write_sort_key`] does. Without it, the item is not in the index.
#[inline]
pub fn write_optional_sort_key<A: KeyAttribute, W: Writer>(
    name: &'static str,
    value: &Option<A::Value>,
    writer: &mut W,
) -> Result<(), EncodeError> {
    match value {
        Some(value) => write_sort_key::<A, W>(name, value, writer),
        None => Ok(()),
    }
}

#[inline]
fn write_key<A: KeyAttribute, W: Writer>(
    name: &'static str,
    value: &A::Value,
    limit: usize,
    writer: &mut W,
) -> Result<(), EncodeError> {
    writer.attribute(name);
    A::write(value, &mut KeyWriter { writer, limit }).map_err(|error| error.in_attribute(name))
}

/// Rejects a value that DynamoDB would reject in a key attribute of at most `limit` bytes.
pub(crate) fn check_length(value: &AttributeValue, limit: usize) -> Result<(), EncodeError> {
    match value {
        AttributeValue::S(text) => check_bytes(text.len(), limit),
        AttributeValue::B(blob) => check_bytes(blob.as_ref().len(), limit),
        _ => Ok(()),
    }
}

#[inline]
fn check_bytes(bytes: usize, limit: usize) -> Result<(), EncodeError> {
    match bytes {
        0 => Err(EncodeError::new(EncodeProblem::EmptyKey)),
        bytes if bytes > limit => {
            let problem = EncodeProblem::KeyTooLong { bytes, limit };
            Err(EncodeError::new(problem))
        }
        _ => Ok(()),
    }
}

/// Passes on a key attribute that is not empty and has at most `limit` bytes.
pub(super) struct KeyWriter<'a, W> {
    pub(super) writer: &'a mut W,
    pub(super) limit: usize,
}

impl<W: Writer> Writer for KeyWriter<'_, W> {
    fn attribute(&mut self, name: &str) {
        self.writer.attribute(name);
    }

    fn string(&mut self, value: &str) -> Result<(), EncodeError> {
        check_bytes(value.len(), self.limit)?;
        self.writer.string(value)
    }

    fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        self.writer.number(text)
    }

    fn binary(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        check_bytes(value.len(), self.limit)?;
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

    fn begin_map(&mut self) -> Result<(), EncodeError> {
        self.writer.begin_map()
    }

    fn end_map(&mut self) {
        self.writer.end_map();
    }

    fn begin_set(&mut self, kind: SetKind, len: usize) -> Result<(), EncodeError> {
        self.writer.begin_set(kind, len)
    }

    fn end_set(&mut self) {
        self.writer.end_set();
    }
}
