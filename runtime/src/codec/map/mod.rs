//! Items of the SDK: maps of `AttributeValue`.

mod reader;
mod writer;

use aws_sdk_dynamodb::types::AttributeValue;

pub use reader::ItemReader;
pub use writer::ItemWriter;

use super::key::KeyWriter;
use super::{Attribute, DecodeError, EncodeError, KeyAttribute, Reader};

/// Reads a single value of the SDK.
pub fn decode_value<A: Attribute>(value: &AttributeValue) -> Result<A::Value, DecodeError> {
    let mut reader = ItemReader::of_value(value);
    let value = reader.value()?;
    A::read(value, &mut reader)
}

/// Encodes a single value for the SDK.
///
/// Check [`Attribute::is_absent`] first: an empty set is an error here.
pub fn encode_value<A: Attribute>(value: &A::Value) -> Result<AttributeValue, EncodeError> {
    encode_value_inside::<A>(value, 0)
}

/// Does the same as [`encode_value`] for a value inside this many lists and maps, which count as
/// levels.
pub(crate) fn encode_value_inside<A: Attribute>(
    value: &A::Value,
    depth: usize,
) -> Result<AttributeValue, EncodeError> {
    let mut writer = ItemWriter::of_value(depth);
    A::write(value, &mut writer)?;
    Ok(writer.into_value())
}

/// Encodes a key attribute for the SDK: not empty, and at most `limit` bytes.
pub(crate) fn encode_key_value<A: KeyAttribute>(
    value: &A::Value,
    limit: usize,
) -> Result<AttributeValue, EncodeError> {
    let mut writer = ItemWriter::of_value(0);
    A::write(
        value,
        &mut KeyWriter {
            writer: &mut writer,
            limit,
        },
    )?;
    Ok(writer.into_value())
}
