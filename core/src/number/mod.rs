//! Numbers as DynamoDB defines them.

mod error;
mod parse;

use std::cmp::Ordering;
use std::fmt::{self, Write as _};

pub use error::NumberError;

use crate::limits::{MAX_NUMBER_DIGITS, MAX_NUMBER_MAGNITUDE, MIN_NUMBER_MAGNITUDE};

/// A number that DynamoDB stores exactly: `±coefficient × 10^exponent`.
///
/// It is canonical, so that equality of the parts is equality of the numbers: the coefficient does
/// not end in a zero and has at most 38 digits; zero is positive with exponent 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    negative: bool,
    exponent: i16,
    coefficient: u128,
}

impl Number {
    /// 0
    pub const ZERO: Self = Self {
        negative: false,
        exponent: 0,
        coefficient: 0,
    };

    /// Brings parts into canonical form.
    ///
    /// # Errors
    /// If it needs more than 38 digits, or is out of range.
    pub const fn new(
        negative: bool,
        coefficient: u128,
        exponent: i32,
    ) -> Result<Self, NumberError> {
        if coefficient == 0 {
            return Ok(Self::ZERO);
        }
        let (coefficient, zeros) = without_zeros(coefficient);
        let exponent = exponent.saturating_add(zeros as i32);
        let digits = coefficient.ilog10() + 1;
        if digits > MAX_NUMBER_DIGITS {
            return Err(NumberError::TooManyDigits);
        }
        let magnitude = exponent.saturating_add(digits.cast_signed() - 1);
        if magnitude < MIN_NUMBER_MAGNITUDE || magnitude > MAX_NUMBER_MAGNITUDE {
            return Err(NumberError::OutOfRange);
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the magnitude is checked: the exponent is between -167 and 125"
        )]
        Ok(Self {
            negative,
            exponent: exponent as i16,
            coefficient,
        })
    }

    /// Returns a whole number that needs no check.
    pub const fn small(negative: bool, magnitude: u64) -> Self {
        if magnitude == 0 {
            return Self::ZERO;
        }
        let (coefficient, zeros) = without_zeros(magnitude as u128);
        Self {
            negative,
            exponent: zeros as i16,
            coefficient,
        }
    }

    /// Returns `true` if it is below 0.
    pub const fn is_negative(self) -> bool {
        self.negative
    }

    /// Returns its significant digits as a whole number.
    pub const fn coefficient(self) -> u128 {
        self.coefficient
    }

    /// Returns the power of ten that the coefficient is multiplied by.
    pub const fn exponent(self) -> i32 {
        self.exponent as i32
    }

    /// Returns `true` if it is 0.
    pub const fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// Returns the number with the other sign.
    #[must_use]
    pub const fn negate(self) -> Self {
        Self {
            negative: !self.negative && self.coefficient != 0,
            ..self
        }
    }

    /// Returns the number as an integer, unless it has decimals or does not fit.
    pub fn integer<T: TryFrom<i128> + TryFrom<u128>>(self) -> Option<T> {
        let power = u32::try_from(self.exponent).ok()?;
        let magnitude = self.coefficient.checked_mul(10_u128.checked_pow(power)?)?;
        if self.negative {
            T::try_from(0_i128.checked_sub_unsigned(magnitude)?).ok()
        } else {
            T::try_from(magnitude).ok()
        }
    }

    /// Returns the largest integer that is not greater, if it fits.
    pub fn floor(self) -> Option<i64> {
        if self.exponent >= 0 {
            return self.integer();
        }
        let power = 10_u128.checked_pow(u32::from(self.exponent.unsigned_abs()));
        let whole = power.map_or(0, |power| self.coefficient / power);
        let magnitude = i64::try_from(whole).ok()?;
        if self.negative {
            (-magnitude).checked_sub(1)
        } else {
            Some(magnitude)
        }
    }

    /// Returns its text without an exponent, as DynamoDB returns it.
    pub fn text(self) -> String {
        let zeros = usize::from(self.exponent.unsigned_abs());
        let mut text = String::with_capacity(MAX_NUMBER_DIGITS as usize + zeros + 3);
        if self.negative {
            text.push('-');
        }
        let first = text.len();
        // Writing to a string cannot fail.
        let _ = write!(text, "{}", self.coefficient);
        let digits = text.len() - first;
        if self.exponent >= 0 {
            text.extend(std::iter::repeat_n('0', zeros));
        } else if digits > zeros {
            text.insert(text.len() - zeros, '.');
        } else {
            text.insert_str(first, &format!("0.{:0>1$}", "", zeros - digits));
        }
        text
    }

    /// Returns the exponent of the first digit, and the coefficient as a fraction of 38 digits.
    fn magnitude(self) -> (i32, u128) {
        let digits = self.coefficient.checked_ilog10().map_or(0, |log| log + 1);
        (
            self.exponent() + digits.cast_signed(),
            self.coefficient * 10_u128.pow(MAX_NUMBER_DIGITS - digits),
        )
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

/// [`text`](Number::text)
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// Fails beyond 38 digits.
impl TryFrom<i128> for Number {
    type Error = NumberError;

    fn try_from(value: i128) -> Result<Self, NumberError> {
        Self::new(value < 0, value.unsigned_abs(), 0)
    }
}

macro_rules! floats {
    ($($type:ident)*) => {$(
        /// The shortest decimal that reads as this float: 0.1 becomes 0.1.
        impl TryFrom<$type> for Number {
            type Error = NumberError;

            fn try_from(value: $type) -> Result<Self, NumberError> {
                if value.is_finite() {
                    Self::parse(format!("{value:e}").as_bytes())
                } else {
                    Err(NumberError::NotFinite)
                }
            }
        }
    )*};
}

floats!(f32 f64);

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.negative) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => -1,
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            let order = self.magnitude().cmp(&other.magnitude());
            if self.negative {
                order.reverse()
            } else {
                order
            }
        })
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Removes the zeros at the end of a coefficient above 0, and counts them.
const fn without_zeros(mut coefficient: u128) -> (u128, u8) {
    let mut zeros = 0;
    while coefficient.is_multiple_of(10) {
        coefficient /= 10;
        zeros += 1;
    }
    (coefficient, zeros)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Number, NumberError};

    fn number(text: &str) -> Number {
        Number::parse(text.as_bytes()).expect(text)
    }

    #[test]
    fn notation_does_not_count() {
        for (one, other) in [
            ("1.10", "1.1"),
            ("1e2", "100"),
            ("-0.0", "0"),
            ("0012", "12"),
            ("+.5", "0.50"),
        ] {
            assert_eq!(number(one), number(other));
        }
        for text in ["", "-", "1_000", "0x10", "1e", "e5", "inf", "1 "] {
            let parsed = Number::parse(text.as_bytes());
            assert_eq!(parsed, Err(NumberError::Syntax), "{text}");
        }
    }

    #[test]
    fn digits_and_range_are_those_of_dynamodb() {
        let long = "1234567890123456789012345678901234567.8";
        assert_eq!(number(long).text(), long);
        let longer = format!("{long}9");
        assert_eq!(
            Number::parse(longer.as_bytes()),
            Err(NumberError::TooManyDigits)
        );
        for text in ["1e126", "1e-131", "10e125"] {
            let parsed = Number::parse(text.as_bytes());
            assert_eq!(parsed, Err(NumberError::OutOfRange), "{text}");
        }
        for text in ["1e125", "9.9e125", "1e-130"] {
            number(text);
        }
    }

    #[test]
    fn numbers_are_in_their_order() {
        let ascending = [
            "-1e125",
            "-100",
            "-12.1",
            "-12",
            "-2",
            "-0.1",
            "0",
            "1e-130",
            "0.02",
            "0.1",
            "0.12",
            "0.2",
            "1",
            "9.99",
            "10",
            "12",
            "12.000000000000000000000000000000000001",
            "1e125",
        ];
        let numbers = ascending.map(number);
        assert!(
            numbers.is_sorted_by(|one, other| one < other),
            "{numbers:?}"
        );
    }

    proptest! {
        #[test]
        fn whole_numbers_compare_as_integers(one: i64, other: i64) {
            let [left, right] = [one, other].map(|it| number(&it.to_string()));
            prop_assert_eq!(left.cmp(&right), one.cmp(&other));
        }

        #[test]
        fn text_is_read_back(negative: bool, coefficient in 0_u128..10_u128.pow(38), exponent in -130_i32..80) {
            if let Ok(number) = Number::new(negative, coefficient, exponent) {
                prop_assert_eq!(Number::parse(number.text().as_bytes()), Ok(number));
            }
        }
    }
}
