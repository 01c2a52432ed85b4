//! Numbers as DynamoDB defines them, taken apart.

mod parse;

use std::cmp::Ordering;

use super::NumberError;

/// Significant digits that DynamoDB keeps.
const MAX_DIGITS: u32 = 38;

/// Decimal exponents of the first digit: from 1E-130 to 9.99…E+125.
const MIN_MAGNITUDE: i32 = -130;
const MAX_MAGNITUDE: i32 = 125;

/// `±coefficient × 10^exponent`.
///
/// Canonical, so that equality of the parts is equality of the numbers: the coefficient does
/// not end in a zero and has at most 38 digits; zero is positive with exponent 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Digits {
    negative: bool,
    exponent: i16,
    coefficient: u128,
}

impl Digits {
    pub(crate) const ZERO: Self = Self {
        negative: false,
        exponent: 0,
        coefficient: 0,
    };

    /// Brings parts into canonical form and checks them against the limits.
    pub(crate) const fn new(
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
        if digits > MAX_DIGITS {
            return Err(NumberError::TooManyDigits);
        }
        let magnitude = exponent.saturating_add(digits.cast_signed() - 1);
        if magnitude < MIN_MAGNITUDE || magnitude > MAX_MAGNITUDE {
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

    /// A whole number that needs no check.
    pub(crate) const fn small(negative: bool, magnitude: u64) -> Self {
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

    pub(crate) const fn negative(self) -> bool {
        self.negative
    }

    pub(crate) const fn coefficient(self) -> u128 {
        self.coefficient
    }

    pub(crate) const fn exponent(self) -> i32 {
        self.exponent as i32
    }

    pub(crate) const fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    pub(crate) const fn negate(self) -> Self {
        Self {
            negative: !self.negative && self.coefficient != 0,
            ..self
        }
    }

    /// The number as an integer, unless it has decimals or does not fit.
    pub(crate) fn integer<T: TryFrom<i128> + TryFrom<u128>>(self) -> Option<T> {
        let power = u32::try_from(self.exponent).ok()?;
        let magnitude = self.coefficient.checked_mul(10_u128.checked_pow(power)?)?;
        if self.negative {
            T::try_from(0_i128.checked_sub_unsigned(magnitude)?).ok()
        } else {
            T::try_from(magnitude).ok()
        }
    }

    /// The largest integer that is not above, if it fits.
    pub(crate) fn floor(self) -> Option<i64> {
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

    /// Text without an exponent, as DynamoDB returns it.
    pub(crate) fn text(self) -> String {
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(self.coefficient);
        let zeros = usize::from(self.exponent.unsigned_abs());
        let mut text = String::with_capacity(digits.len() + zeros + 3);
        if self.negative {
            text.push('-');
        }
        if self.exponent >= 0 {
            text.push_str(digits);
            text.extend(std::iter::repeat_n('0', zeros));
        } else if let Some(point) = digits.len().checked_sub(zeros).filter(|&at| at > 0) {
            text.push_str(&digits[..point]);
            text.push('.');
            text.push_str(&digits[point..]);
        } else {
            text.push_str("0.");
            text.extend(std::iter::repeat_n('0', zeros - digits.len()));
            text.push_str(digits);
        }
        text
    }

    /// Exponent of the first digit, and the coefficient as a fraction of 38 digits.
    fn magnitude(self) -> (i32, u128) {
        let digits = self.coefficient.checked_ilog10().map_or(0, |log| log + 1);
        (
            self.exponent() + digits.cast_signed(),
            self.coefficient * 10_u128.pow(MAX_DIGITS - digits),
        )
    }
}

impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |digits: &Self| match (digits.is_zero(), digits.negative) {
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

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Cuts zeros off the end of a coefficient above 0, and counts them.
const fn without_zeros(mut coefficient: u128) -> (u128, u8) {
    let mut zeros = 0;
    while coefficient.is_multiple_of(10) {
        coefficient /= 10;
        zeros += 1;
    }
    (coefficient, zeros)
}
