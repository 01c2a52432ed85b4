//! Constants of schemas and migrations, as they are stored.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::Constant;
use dynamite_schema::ir::{Literal, NamedTypeKind, Number, Schema, Type};

/// Returns a constant as a field of a type stores it.
///
/// # Errors
/// The reason, if it is none of the type.
pub(crate) fn stored(
    literal: &Literal,
    ty: &Type,
    schema: &Schema,
) -> Result<AttributeValue, String> {
    let other = || "it is no constant of the field's type".to_owned();
    match (literal, ty) {
        (Literal::Empty, Type::Map(_)) => Ok(AttributeValue::M(HashMap::new())),
        (Literal::Empty, _) => Ok(AttributeValue::L(Vec::new())),
        (Literal::EnumValue(id, position), _) => match &schema.named_type(*id).kind {
            NamedTypeKind::Enum { values, .. } => {
                let value = values.get(*position).map(|value| value.stored.clone());
                value.map(AttributeValue::S).ok_or_else(other)
            }
            _ => Err(other()),
        },
        (literal, Type::Scalar(scalar)) => {
            let constant = scalar_constant(literal).ok_or_else(other)?;
            constant.encoded(*scalar).map_err(|error| error.to_string())
        }
        _ => Err(other()),
    }
}

/// Returns a constant of a scalar type; `None` for one of another.
pub(crate) fn scalar_constant(literal: &Literal) -> Option<Constant> {
    Some(match literal {
        Literal::String(text) => Constant::Text(text.clone()),
        Literal::Bool(value) => Constant::Bool(*value),
        Literal::Integer(value) => Constant::Number(Number::try_from(*value).ok()?),
        Literal::F32(value) => Constant::Number(Number::try_from(*value).ok()?),
        Literal::F64(value) => Constant::Number(Number::try_from(*value).ok()?),
        Literal::Decimal(value) => Constant::Number(*value),
        Literal::Bytes(bytes) => Constant::Bytes(bytes.clone()),
        Literal::Uuid(id) => Constant::Uuid(*id),
        Literal::Ulid(id) => Constant::Ulid(*id),
        Literal::Timestamp(time) => Constant::time(*time),
        Literal::Date(date) => Constant::Date(*date),
        Literal::EnumValue(..) | Literal::Empty => return None,
    })
}
