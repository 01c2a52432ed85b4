//! Reading a value again in another stored form.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{DecodeError, ItemReader, Reader, Value};
use crate::types::Document;

/// Reads a value again in another stored form.
pub(crate) fn reread<T>(
    document: &Document,
    read: impl for<'de> FnOnce(Value<'de>, &mut ItemReader<'de>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let value = AttributeValue::try_from(document)
        .map_err(|error| DecodeError::new("a stored value", error.to_string()))?;
    let mut reader = ItemReader::of_value(&value);
    let value = reader.value()?;
    read(value, &mut reader)
}
