//! Decimals to and from the crate `bigdecimal`.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, BigUint, Sign};
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
        let is_negative = digits.sign() == Sign::Minus;
        let (digits, zeros) = without_zeros(digits.into_parts().1)?;
        let exponent = i128::from(zeros) - i128::from(scale);
        let bounds = (i128::from(i32::MIN), i128::from(i32::MAX));
        let exponent = exponent.clamp(bounds.0, bounds.1);
        let exponent = i32::try_from(exponent).map_err(|_| NumberError::OutOfRange)?;
        Number::new(is_negative, digits, exponent).map(Self)
    }
}

/// Takes as many zeros off the end as it takes for the digits to fit, and returns how many.
///
/// `BigDecimal::normalized` takes off one after the other, which is slow for numbers that somebody
/// else has sent.
fn without_zeros(mut digits: BigUint) -> Result<(u128, u64), NumberError> {
    let mut zeros = 0;
    loop {
        if let Ok(few) = u128::try_from(&digits) {
            return Ok((few, zeros));
        }
        let surplus = fewest_digits(&digits) - u64::from(MAX_NUMBER_DIGITS);
        // A number that ends in as many zeros can be divided by two as often.
        let is_candidate = digits.trailing_zeros().is_some_and(|it| it >= surplus);
        let surplus = u32::try_from(surplus).ok().filter(|_| is_candidate);
        let surplus = surplus.ok_or(NumberError::TooManyDigits)?;
        let power = BigUint::from(10_u32).pow(surplus);
        let quotient = &digits / &power;
        if &quotient * power != digits {
            return Err(NumberError::TooManyDigits);
        }
        digits = quotient;
        zeros += u64::from(surplus);
    }
}

/// Returns the number of digits, or one less: those of the smallest number of as many bits. More than
/// 128 bits are at least 39 digits.
fn fewest_digits(digits: &BigUint) -> u64 {
    /// The decimal logarithm of 2, in units of 1E-18.
    const LOG_2: u128 = 301_029_995_663_981_195;
    let below = u128::from(digits.bits().saturating_sub(1)) * LOG_2 / 1_000_000_000_000_000_000;
    u64::try_from(below + 1).unwrap_or(u64::MAX)
}
