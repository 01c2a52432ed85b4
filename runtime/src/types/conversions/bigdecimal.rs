//! Decimals to and from the crate `bigdecimal`.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, Sign};
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
        let (digits, scale) = value.normalized().into_bigint_and_exponent();
        let is_negative = digits.sign() == Sign::Minus;
        let digits = u128::try_from(digits.into_parts().1);
        let digits = digits.map_err(|_| NumberError::TooManyDigits)?;
        let exponent = scale.checked_neg().and_then(|it| i32::try_from(it).ok());
        let exponent = exponent.ok_or(NumberError::OutOfRange)?;
        Number::new(is_negative, digits, exponent).map(Self)
    }
}
