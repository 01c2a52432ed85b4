//! Reading a value again in another stored form.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attribute, DecodeError, ItemReader, Reader, Value};
use crate::types::Document;

/// Reads a field again in another stored form. Variants of a union may store different types under
/// one name, and the variant is known only at the end of the map.
pub fn reread_field<A: Attribute>(
    name: &'static str,
    document: Option<Document>,
) -> Result<Option<A::Value>, DecodeError> {
    match document {
        Some(document) if !document.is_null() => {
            let read = reread(&document, |value, reader| A::read(value, reader));
            read.map(Some).map_err(|error| error.in_attribute(name))
        }
        _ => Ok(None),
    }
}

/// Does the same as [`reread_field`] for a sensitive field: the error does not show the value.
pub fn reread_sensitive_field<A: Attribute>(
    name: &'static str,
    document: Option<Document>,
) -> Result<Option<A::Value>, DecodeError> {
    reread_field::<A>(name, document).map_err(|error| error.sensitive().in_attribute(name))
}

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
