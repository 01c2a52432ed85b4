//! Values as operands of expressions.

use aws_sdk_dynamodb::types::AttributeValue;

use super::path::{DocumentPath, Step, shown};
use crate::codec::{Attribute, EncodeError, encode_value_inside};

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

/// Says at which path it happened, from the inside out.
#[cold]
fn locate(error: EncodeError, path: &DocumentPath) -> EncodeError {
    path.rest
        .iter()
        .rev()
        .fold(error, |error, step| match step {
            Step::Attribute(name) => error.in_attribute(shown(name)),
            Step::Element(index) => error.in_element(*index),
        })
        .in_attribute(path.root)
}
