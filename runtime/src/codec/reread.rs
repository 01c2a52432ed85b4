//! Reading a value again, in another stored form.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attribute, DecodeError, decode_value};
use crate::types::Document;

/// Reads a field again, in another stored form. Variants of a union may store different things
/// under one name, and which one it is is known only when all of the map is read.
pub fn reread_field<A: Attribute>(
    name: &'static str,
    document: Option<Document>,
) -> Result<Option<A::Value>, DecodeError> {
    match document {
        Some(document) if !document.is_null() => reread::<A>(&document)
            .map(Some)
            .map_err(|error| error.in_attribute(name)),
        _ => Ok(None),
    }
}

/// [`reread_field`] for a sensitive field: the error does not say what was found.
pub fn reread_sensitive_field<A: Attribute>(
    name: &'static str,
    document: Option<Document>,
) -> Result<Option<A::Value>, DecodeError> {
    reread_field::<A>(name, document).map_err(|error| error.sensitive().in_attribute(name))
}

/// Reads a value again, in another stored form.
pub(crate) fn reread<A: Attribute>(document: &Document) -> Result<A::Value, DecodeError> {
    let value = AttributeValue::try_from(document)
        .map_err(|error| DecodeError::new("a stored value", error.to_string()))?;
    decode_value::<A>(&value)
}
