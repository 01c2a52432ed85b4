//! Exact decimal numbers.

use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

use dynamite_core::{Number, NumberError};
use fastnum::D256;
use fastnum::bint::UInt;
use fastnum::decimal::{self as fastnum_decimal, Context, Sign};

/// A number exactly as DynamoDB stores it: up to 38 significant digits, never rounded.
///
/// The magnitude is zero, or from 1E-130 to 9.9999999999999999999999999999999999999E+125. As in
/// DynamoDB, the scale is not kept: 1.10 is 1.1, and prints as `1.1`.
///
/// Arithmetic is exact or fails, so there are `checked_` methods instead of operators. For
/// operations that round (division, roots), convert to [`fastnum::D128`] and back.
///
/// ```
/// use dynamite::dec;
///
/// let net = dec!(19.90);
/// assert_eq!(net.checked_mul(dec!(1.2))?, dec!(23.88));
/// assert_eq!(net.to_string(), "19.9");
/// # Ok::<(), dynamite::types::NumberError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub(crate) Number);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(Number::ZERO);

    /// Returns `true` if the number is 0.
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Returns `true` if the number is below 0.
    pub const fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// Returns the number without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        if self.0.is_negative() {
            Self(self.0.negate())
        } else {
            self
        }
    }

    /// Returns the exact sum, or an error if it needs more than 38 digits or is out of range.
    pub fn checked_add(self, other: Self) -> Result<Self, NumberError> {
        exact(self.wide() + other.wide())
    }

    /// Returns the exact difference, or an error if it needs more than 38 digits or is out of
    /// range.
    pub fn checked_sub(self, other: Self) -> Result<Self, NumberError> {
        exact(self.wide() - other.wide())
    }

    /// Returns the exact product, or an error if it needs more than 38 digits or is out of range.
    pub fn checked_mul(self, other: Self) -> Result<Self, NumberError> {
        exact(self.wide() * other.wide())
    }

    /// Returns the nearest floating point number.
    pub fn to_f64(self) -> f64 {
        // The text of a decimal is always that of a float.
        self.0.text().parse().unwrap_or(f64::NAN)
    }

    /// Converts to a type with room for every exact sum and product of two decimals: those that do
    /// not fit into its 77 digits do not fit into 38 either.
    fn wide(self) -> D256 {
        to_fastnum(self)
    }
}

fn exact(result: D256) -> Result<Decimal, NumberError> {
    if result.is_op_inexact() {
        return Err(NumberError::TooManyDigits);
    }
    from_fastnum(result)
}

/// Converts to a number of `fastnum`, which must have at least 128 bits.
pub(super) fn to_fastnum<const BITS_64: usize>(
    number: Decimal,
) -> fastnum_decimal::Decimal<BITS_64> {
    let sign = if number.is_negative() {
        Sign::Minus
    } else {
        Sign::Plus
    };
    fastnum_decimal::Decimal::from_parts(
        UInt::from_u128(number.0.coefficient()).unwrap_or(UInt::MAX),
        number.0.exponent(),
        sign,
        Context::default().without_traps(),
    )
}

/// Converts a finite number of `fastnum`, if it fits.
pub(super) fn from_fastnum<const BITS_64: usize>(
    number: fastnum_decimal::Decimal<BITS_64>,
) -> Result<Decimal, NumberError> {
    let number = number.reduce();
    let coefficient = number
        .digits()
        .to_u128()
        .map_err(|_| NumberError::TooManyDigits)?;
    let exponent = -i32::from(number.fractional_digits_count());
    Number::new(number.is_negative(), coefficient, exponent).map(Decimal)
}

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.negate())
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::ZERO
    }
}

impl FromStr for Decimal {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Number::parse(text.as_bytes()).map(Self)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.abs().0.text();
        f.pad_integral(!self.is_negative(), "", &text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Makes a [`Decimal`] from a literal. A literal outside DynamoDB's range is a compile error.
///
/// ```
/// use dynamite::dec;
///
/// assert_eq!(dec!(-1.50).to_string(), "-1.5");
/// ```
///
/// ```compile_fail
/// dynamite::dec!(1e126);
/// ```
#[macro_export]
macro_rules! dec {
    ($number:literal) => {
        const { $crate::types::decimal_literal(::core::stringify!($number)) }
    };
}

/// The implementation of [`dec!`](crate::dec), evaluated at compile time.
#[doc(hidden)]
#[expect(clippy::panic, reason = "it is how a constant refuses to compile")]
pub const fn decimal_literal(text: &str) -> Decimal {
    match Number::parse(text.as_bytes()) {
        Ok(number) => Decimal(number),
        Err(NumberError::TooManyDigits) => panic!("more than 38 significant digits"),
        Err(NumberError::OutOfRange) => panic!("out of the range of DynamoDB numbers"),
        Err(NumberError::Syntax | NumberError::NotFinite) => panic!("not a decimal number"),
    }
}
