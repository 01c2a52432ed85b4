//! Constants of steps, as they are stored.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;
use dynamite::engine_support::{Constant, Form, Forms};
use dynamite_schema::ir::{Literal, NamedTypeKind, Number, Scalar, Schema, Type};
use dynamite_schema::migration::{Added, Target};

use super::BadConstant;

/// Returns what a new field is set to.
pub(super) fn added(
    target: &Target,
    value: &Added,
    schema: &Schema,
    now: Timestamp,
) -> Result<AttributeValue, BadConstant> {
    match (value, &target.field.ty) {
        (Added::Now, Type::Scalar(scalar)) => of_scalar(target, &Constant::Time(now), *scalar),
        (Added::Constant(Literal::Empty), Type::Map(_)) => Ok(AttributeValue::M(HashMap::new())),
        (Added::Constant(Literal::Empty), _) => Ok(AttributeValue::L(Vec::new())),
        (Added::Constant(Literal::EnumValue(id, position)), _) => {
            match &schema.named_type(*id).kind {
                NamedTypeKind::Enum { values, .. } => {
                    let value = values.get(*position).map(|value| value.stored.clone());
                    value.map(AttributeValue::S).ok_or_else(|| bad(target))
                }
                _ => Err(bad(target)),
            }
        }
        (Added::Constant(literal), Type::Scalar(scalar)) => {
            let constant = scalar_constant(literal).ok_or_else(|| bad(target))?;
            of_scalar(target, &constant, *scalar)
        }
        _ => Err(bad(target)),
    }
}

/// Returns members of a set, as a set.
pub(super) fn members(target: &Target, members: &[Literal]) -> Result<AttributeValue, BadConstant> {
    let Type::Set(scalar) = target.field.ty else {
        return Err(bad(target));
    };
    let stored = members.iter().map(|member| {
        let constant = scalar_constant(member).ok_or_else(|| bad(target))?;
        of_scalar(target, &constant, scalar)
    });
    let stored: Vec<_> = stored.collect::<Result<_, _>>()?;
    let set = set_of(stored).ok_or_else(|| bad(target))?;
    // In the form that fields of this type are written in.
    let written = Forms::default().value(&Form::Set(scalar), &set);
    written.map_err(|error| BadConstant {
        field: target.path.clone(),
        reason: error.to_string(),
    })
}

fn set_of(members: Vec<AttributeValue>) -> Option<AttributeValue> {
    let mut strings = Vec::new();
    let mut numbers = Vec::new();
    let mut bytes = Vec::new();
    for member in members {
        match member {
            AttributeValue::S(text) => strings.push(text),
            AttributeValue::N(number) => numbers.push(number),
            AttributeValue::B(blob) => bytes.push(blob),
            _ => return None,
        }
    }
    match (strings.is_empty(), numbers.is_empty(), bytes.is_empty()) {
        (false, true, true) => Some(AttributeValue::Ss(strings)),
        (true, false, true) => Some(AttributeValue::Ns(numbers)),
        (true, true, false) => Some(AttributeValue::Bs(bytes)),
        _ => None,
    }
}

fn of_scalar(
    target: &Target,
    constant: &Constant,
    scalar: Scalar,
) -> Result<AttributeValue, BadConstant> {
    constant.encoded(scalar).map_err(|error| BadConstant {
        field: target.path.clone(),
        reason: error.to_string(),
    })
}

fn scalar_constant(literal: &Literal) -> Option<Constant> {
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

fn bad(target: &Target) -> BadConstant {
    BadConstant {
        field: target.path.clone(),
        reason: "it is no constant of the field's type".to_owned(),
    }
}
