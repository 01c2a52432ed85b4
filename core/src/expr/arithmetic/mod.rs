//! Exact arithmetic on numbers of 38 digits.
//!
//! Every operation returns the exact result, or an error if that has more than 38 digits. The
//! variants that round compute exactly first and round once.

mod rounding;
#[cfg(test)]
mod tests;
mod wide;

pub use rounding::Rounding;

use super::FunctionError;
use crate::limits::MAX_NUMBER_DIGITS;
use crate::{Number, NumberError};
use rounding::{DECIMALS, Unrounded};
use wide::Wide;

/// Returns the sum.
///
/// # Errors
/// If it has more than 38 digits, or is out of range.
pub fn add(left: Number, right: Number) -> Result<Number, FunctionError> {
    if left.is_zero() {
        return Ok(right);
    }
    if right.is_zero() {
        return Ok(left);
    }
    let (high, low) = if left.exponent() >= right.exponent() {
        (left, right)
    } else {
        (right, left)
    };
    let gap = (high.exponent() - low.exponent()).unsigned_abs();
    // Neither coefficient ends in a zero, so beyond that the sum has too many digits.
    if gap > MAX_NUMBER_DIGITS {
        return Err(NumberError::TooManyDigits.into());
    }
    let scaled = Wide::scaled(high.coefficient(), gap);
    let other = Wide::from(low.coefficient());
    let (negative, sum) = if high.is_negative() == low.is_negative() {
        (high.is_negative(), scaled.plus(other))
    } else if scaled >= other {
        (high.is_negative(), scaled.minus(other))
    } else {
        (low.is_negative(), other.minus(scaled))
    };
    Ok(sum.number(negative, low.exponent())?)
}

/// Returns the difference.
///
/// # Errors
/// If it has more than 38 digits, or is out of range.
pub fn subtract(left: Number, right: Number) -> Result<Number, FunctionError> {
    add(left, right.negate())
}

/// Returns the product.
///
/// # Errors
/// If it has more than 38 digits, or is out of range.
pub fn multiply(left: Number, right: Number) -> Result<Number, FunctionError> {
    let product = product(left, right);
    Ok(product
        .coefficient
        .number(product.negative, product.exponent)?)
}

/// Returns the product, rounded to a number of decimals.
///
/// # Errors
/// If it still has more than 38 digits, or is out of range.
pub fn multiply_rounded(
    left: Number,
    right: Number,
    decimals: Number,
    mode: Rounding,
) -> Result<Number, FunctionError> {
    product(left, right).round(decimals_of(decimals)?, mode)
}

fn product(left: Number, right: Number) -> Unrounded {
    Unrounded {
        negative: left.is_negative() != right.is_negative(),
        coefficient: Wide::product(left.coefficient(), right.coefficient()),
        exponent: left.exponent() + right.exponent(),
        has_rest: false,
    }
}

/// Returns the quotient, if it has at most 38 digits.
///
/// # Errors
/// If it has more, is out of range, or the divisor is zero.
pub fn divide(left: Number, right: Number) -> Result<Number, FunctionError> {
    let quotient = quotient(left, right, i32::MAX)?;
    if quotient.has_rest {
        return Err(FunctionError::Inexact);
    }
    Ok(quotient
        .coefficient
        .number(quotient.negative, quotient.exponent)?)
}

/// Returns the quotient, rounded to a number of decimals.
///
/// # Errors
/// If it still has more than 38 digits, is out of range, or the divisor is zero.
pub fn divide_rounded(
    left: Number,
    right: Number,
    decimals: Number,
    mode: Rounding,
) -> Result<Number, FunctionError> {
    let decimals = decimals_of(decimals)?;
    let quotient = quotient(left, right, decimals)?;
    if quotient.has_rest && -quotient.exponent <= decimals {
        return Err(NumberError::TooManyDigits.into());
    }
    quotient.round(decimals, mode)
}

/// Divides until the division ends, there is a digit more than these decimals, or there are more
/// than 38 digits.
fn quotient(left: Number, right: Number, decimals: i32) -> Result<Unrounded, FunctionError> {
    if right.is_zero() {
        return Err(FunctionError::DivisionByZero);
    }
    let divisor = Wide::from(right.coefficient());
    let whole = left.coefficient() / right.coefficient();
    let mut rest = Wide::from(left.coefficient() % right.coefficient());
    let mut coefficient = Wide::from(whole);
    let mut exponent = left.exponent() - right.exponent();
    let limit = Wide::from(10_u128.pow(MAX_NUMBER_DIGITS));
    let zero = Wide::from(0);
    while rest != zero && -exponent <= decimals && coefficient < limit {
        rest = rest.with_digit(0);
        let mut digit = 0;
        while rest >= divisor {
            rest = rest.minus(divisor);
            digit += 1;
        }
        coefficient = coefficient.with_digit(digit);
        exponent -= 1;
    }
    Ok(Unrounded {
        negative: left.is_negative() != right.is_negative(),
        coefficient,
        exponent,
        has_rest: rest != zero,
    })
}

/// Returns what is left of a division to a whole quotient towards zero: it has the sign of the
/// dividend.
///
/// # Errors
/// If the divisor is zero.
pub fn remainder(left: Number, right: Number) -> Result<Number, FunctionError> {
    if right.is_zero() {
        return Err(FunctionError::DivisionByZero);
    }
    let gap = left.exponent() - right.exponent();
    let (coefficient, exponent) = if gap >= 0 {
        let divisor = Wide::from(right.coefficient());
        let mut rest = Wide::from(left.coefficient() % right.coefficient());
        for _ in 0..gap {
            rest = rest.with_digit(0);
            while rest >= divisor {
                rest = rest.minus(divisor);
            }
        }
        (rest.narrow().unwrap_or_default(), right.exponent())
    } else {
        let power = gap.unsigned_abs().min(MAX_NUMBER_DIGITS);
        let divisor = Wide::scaled(right.coefficient(), power).narrow();
        let rest = divisor.map_or(left.coefficient(), |it| left.coefficient() % it);
        (rest, left.exponent())
    };
    Ok(Number::new(left.is_negative(), coefficient, exponent)?)
}

/// Rounds to a number of decimals; a negative one rounds to tens, hundreds and so on.
///
/// # Errors
/// If `decimals` is not a whole number from -130 to 170, or the result is out of range.
pub fn round(value: Number, decimals: Number, mode: Rounding) -> Result<Number, FunctionError> {
    unrounded(value).round(decimals_of(decimals)?, mode)
}

/// Returns the greatest whole number that is not greater.
///
/// # Errors
/// If it has more than 38 digits.
pub fn floor(value: Number) -> Result<Number, FunctionError> {
    unrounded(value).round(0, Rounding::Floor)
}

/// Returns the smallest whole number that is not smaller.
///
/// # Errors
/// If it has more than 38 digits.
pub fn ceiling(value: Number) -> Result<Number, FunctionError> {
    unrounded(value).round(0, Rounding::Ceiling)
}

fn unrounded(value: Number) -> Unrounded {
    Unrounded {
        negative: value.is_negative(),
        coefficient: Wide::from(value.coefficient()),
        exponent: value.exponent(),
        has_rest: false,
    }
}

fn decimals_of(decimals: Number) -> Result<i32, FunctionError> {
    let what = "the number of decimals";
    let whole = decimals
        .integer::<i32>()
        .ok_or(FunctionError::NotWhole { what })?;
    if DECIMALS.contains(&whole) {
        Ok(whole)
    } else {
        let range = "from -130 to 170";
        Err(FunctionError::OutOfRange { what, range })
    }
}
