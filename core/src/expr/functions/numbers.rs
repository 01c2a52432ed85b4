//! Numbers.

use crate::expr::{FunctionError, Value, arithmetic};
use crate::{Number, Scalar};

/// Returns the number if it is whole and in the range of an integer type.
///
/// # Errors
/// If it is not.
pub fn integer(number: Number, ty: Scalar) -> Result<Value, FunctionError> {
    let what = "the number";
    if number.exponent() < 0 {
        return Err(FunctionError::NotWhole { what });
    }
    let (fits, range) = match ty {
        Scalar::I8 => (number.integer::<i8>().is_some(), "in the range of i8"),
        Scalar::I16 => (number.integer::<i16>().is_some(), "in the range of i16"),
        Scalar::I32 => (number.integer::<i32>().is_some(), "in the range of i32"),
        Scalar::I64 => (number.integer::<i64>().is_some(), "in the range of i64"),
        Scalar::U8 => (number.integer::<u8>().is_some(), "in the range of u8"),
        Scalar::U16 => (number.integer::<u16>().is_some(), "in the range of u16"),
        Scalar::U32 => (number.integer::<u32>().is_some(), "in the range of u32"),
        Scalar::U64 => (number.integer::<u64>().is_some(), "in the range of u64"),
        Scalar::U128 => (number.integer::<u128>().is_some(), "in the range of u128"),
        _ => (number.integer::<i128>().is_some(), "in the range of i128"),
    };
    if fits {
        Ok(number.into())
    } else {
        Err(FunctionError::OutOfRange { what, range })
    }
}

/// Returns the sum of a list of numbers, 0 if it is empty.
///
/// # Errors
/// If a sum has more than 38 digits, or an item is no number.
pub fn sum(items: &[Value]) -> Result<Value, FunctionError> {
    let sum = items.iter().try_fold(Number::ZERO, |sum, item| match item {
        Value::Number(number) => arithmetic::add(sum, *number),
        other => Err(super::convert::wrong("a number", other)),
    });
    Ok(sum?.into())
}
