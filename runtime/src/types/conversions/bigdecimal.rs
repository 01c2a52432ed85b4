//! Decimals to and from the crate `bigdecimal`.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, Sign};
use dynamite_core::limits::MAX_NUMBER_DIGITS;
use dynamite_core::{Number, NumberError};

use crate::types::Decimal;

impl From<Decimal> for BigDecimal {
    fn from(value: Decimal) -> Self {
        let digits = BigInt::from(value.0.coefficient());
        let digits = if value.is_negative() { -digits } else { digits };
        Self::new(digits, -i64::from(value.0.exponent()))
    }
}

/// Fails for more than 38 digits, and for numbers outside DynamoDB's range. The scale is not kept:
/// 1.10 becomes 1.1.
impl TryFrom<BigDecimal> for Decimal {
    type Error = NumberError;

    fn try_from(value: BigDecimal) -> Result<Self, NumberError> {
        let (digits, scale) = value.into_bigint_and_scale();
        let (sign, digits, zeros) = without_zeros(&digits)?;
        let exponent = i128::from(zeros) - i128::from(scale);
        let bounds = (i128::from(i32::MIN), i128::from(i32::MAX));
        let exponent = exponent.clamp(bounds.0, bounds.1);
        let exponent = i32::try_from(exponent).map_err(|_| NumberError::OutOfRange)?;
        Number::new(sign == Sign::Minus, digits, exponent).map(Self)
    }
}

/// Returns the sign, the digits without zeros at the end, and how many these are.
///
/// `BigDecimal::normalized` does the same, but overflows at the least scale.
fn without_zeros(digits: &BigInt) -> Result<(Sign, u128, u32), NumberError> {
    let (sign, mut digits) = digits.to_radix_be(10);
    let all = digits.len();
    let last = digits.iter().rposition(|digit| *digit != 0);
    digits.truncate(last.map_or(0, |last| last + 1));
    if digits.len() > MAX_NUMBER_DIGITS as usize {
        return Err(NumberError::TooManyDigits);
    }
    let zeros = u32::try_from(all - digits.len()).map_err(|_| NumberError::OutOfRange)?;
    let digits = digits.into_iter();
    let digits = digits.fold(0, |number, digit| number * 10 + u128::from(digit));
    Ok((sign, digits, zeros))
}
