//! Decimals to and from the crate `rust_decimal`.

use dynamite_core::Number;

use super::ConversionError;
use crate::types::Decimal;

/// The most decimals that `rust_decimal` has.
const MAX_SCALE: u32 = 28;

/// Fails for more digits than 96 bits hold, and for more than 28 decimals: nothing is rounded.
impl TryFrom<Decimal> for rust_decimal::Decimal {
    type Error = ConversionError;

    fn try_from(value: Decimal) -> Result<Self, ConversionError> {
        let exact = exact(value.0);
        exact.ok_or_else(|| ConversionError::new(&value, "rust_decimal::Decimal"))
    }
}

fn exact(number: Number) -> Option<rust_decimal::Decimal> {
    let exponent = number.exponent();
    let scale = u32::try_from(-exponent).unwrap_or_default();
    if scale > MAX_SCALE {
        return None;
    }
    let zeros = u32::try_from(exponent).unwrap_or_default();
    let digits = number
        .coefficient()
        .checked_mul(10_u128.checked_pow(zeros)?)?;
    let digits = i128::try_from(digits).ok()?;
    let digits = if number.is_negative() {
        -digits
    } else {
        digits
    };
    rust_decimal::Decimal::try_from_i128_with_scale(digits, scale).ok()
}

/// The scale is not kept: 1.10 becomes 1.1.
impl From<rust_decimal::Decimal> for Decimal {
    fn from(value: rust_decimal::Decimal) -> Self {
        let digits = value.mantissa();
        let exponent = -i32::try_from(value.scale()).unwrap_or_default();
        let number = Number::new(digits < 0, digits.unsigned_abs(), exponent);
        // 29 digits with up to 28 decimals are within the range of DynamoDB.
        number.map_or(Self::ZERO, Self)
    }
}
