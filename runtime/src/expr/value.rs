//! Values as operands of expressions.

use aws_sdk_dynamodb::types::AttributeValue;

use super::field_capabilities::Capabilities;
use crate::codec::{Attribute, EncodeError, encode_value_inside};
use crate::path::{DocumentPath, Step, shown};

/// Encodes a value; `None` if it is stored as an absent attribute.
pub(crate) fn encode<A: Attribute>(
    value: &A::Value,
    path: &DocumentPath,
) -> Result<Option<AttributeValue>, EncodeError> {
    if A::is_absent(value) {
        return Ok(None);
    }
    encode_value_inside::<A>(value, path.rest.len())
        .map(Some)
        .map_err(|error| locate(error, path))
}

/// Does the same as [`encode`] for a field with capabilities `C`: `None` also for a value that
/// reads back as `None`.
pub(crate) fn encode_field<A: Attribute, C: Capabilities>(
    value: &A::Value,
    path: &DocumentPath,
) -> Result<Option<AttributeValue>, EncodeError> {
    if reads_as_none::<A, C>(value, path) {
        return Ok(None);
    }
    encode::<A>(value, path)
}

/// Returns `true` if a value is equivalent to absence at this path: a JSON null in an optional
/// field. In a map entry, it is a value like any other.
pub(crate) fn reads_as_none<A: Attribute, C: Capabilities>(
    value: &A::Value,
    path: &DocumentPath,
) -> bool {
    C::IS_OPTIONAL && !path.is_entry() && A::reads_as_absent(value)
}

/// Adds the path to an error, from the inside out.
#[cold]
pub(crate) fn locate(error: EncodeError, path: &DocumentPath) -> EncodeError {
    path.rest
        .iter()
        .rev()
        .fold(error, |error, step| match step {
            Step::Attribute(name) => error.in_attribute(shown(name)),
            Step::Element(index) => error.in_element(*index),
        })
        .in_attribute(path.root)
}
