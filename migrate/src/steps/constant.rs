//! Constants of steps, as they are stored.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;
use dynamite::engine_support::{Constant, Form, Forms};
use dynamite_schema::ir::{Literal, Scalar, Schema, Type};
use dynamite_schema::migration::Target;

use super::BadConstant;
use crate::literals;

/// Returns the time at which the run began, as a new field stores it.
pub(super) fn now(target: &Target, now: Timestamp) -> Result<AttributeValue, BadConstant> {
    match target.field.ty {
        Type::Scalar(scalar) => of_scalar(target, &Constant::Time(now), scalar),
        _ => Err(bad(target)),
    }
}

/// Returns the constant that a new field is set to.
pub(super) fn added(
    target: &Target,
    value: &Literal,
    schema: &Schema,
) -> Result<AttributeValue, BadConstant> {
    let stored = literals::stored(value, &target.field.ty, schema);
    stored.map_err(|reason| BadConstant::of(target, reason))
}

/// Returns members of a set, as a set.
pub(super) fn members(target: &Target, members: &[Literal]) -> Result<AttributeValue, BadConstant> {
    let Type::Set(scalar) = target.field.ty else {
        return Err(bad(target));
    };
    let stored = members.iter().map(|member| {
        let constant = literals::scalar_constant(member).ok_or_else(|| bad(target))?;
        of_scalar(target, &constant, scalar)
    });
    let stored: Vec<_> = stored.collect::<Result<_, _>>()?;
    let set = set_of(stored).ok_or_else(|| bad(target))?;
    // In the form that fields of this type are written in.
    let written = Forms::default().value(&Form::Set(scalar), &set);
    written.map_err(|error| BadConstant::of(target, error.to_string()))
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
    let encoded = constant.encoded(scalar);
    encoded.map_err(|error| BadConstant::of(target, error.to_string()))
}

fn bad(target: &Target) -> BadConstant {
    BadConstant::of(target, "it is no constant of the field's type".to_owned())
}
