//! Parses numbers.

use super::{Number, NumberError};
use crate::limits::MAX_NUMBER_DIGITS;

impl Number {
    /// Reads decimal text: digits with an optional sign, point and exponent.
    ///
    /// # Errors
    /// If it is not such a text, has more than 38 significant digits, or is out of range.
    pub const fn parse(text: &[u8]) -> Result<Self, NumberError> {
        let (negative, mut at) = match text {
            [b'-', ..] => (true, 1),
            [b'+', ..] => (false, 1),
            _ => (false, 0),
        };
        let mut mantissa = Mantissa::new();
        while at < text.len() && mantissa.take(text[at]) {
            at += 1;
        }
        if !mantissa.any_digit {
            return Err(NumberError::Syntax);
        }
        let exponent = match parse_exponent(text, at) {
            Ok(exponent) => exponent,
            Err(error) => return Err(error),
        };
        if mantissa.too_long {
            return Err(NumberError::TooManyDigits);
        }
        Self::new(
            negative,
            mantissa.coefficient,
            exponent.saturating_add(mantissa.exponent()),
        )
    }
}

/// The part before the exponent, while it is parsed.
struct Mantissa {
    coefficient: u128,
    /// Zeros read since the last other digit: they only count if another digit follows.
    zeros: i32,
    /// Digits read since the point.
    decimals: i32,
    point: bool,
    any_digit: bool,
    too_long: bool,
}

impl Mantissa {
    const fn new() -> Self {
        Self {
            coefficient: 0,
            zeros: 0,
            decimals: 0,
            point: false,
            any_digit: false,
            too_long: false,
        }
    }

    /// Takes a byte; returns `false` if it does not belong to the mantissa.
    const fn take(&mut self, byte: u8) -> bool {
        match byte {
            b'0'..=b'9' => {
                self.any_digit = true;
                if self.point {
                    self.decimals = self.decimals.saturating_add(1);
                }
                self.digit(byte - b'0');
                true
            }
            b'.' if !self.point => {
                self.point = true;
                true
            }
            _ => false,
        }
    }

    const fn digit(&mut self, digit: u8) {
        if digit == 0 {
            if self.coefficient != 0 {
                self.zeros = self.zeros.saturating_add(1);
            }
            return;
        }
        let mut shifts = self.zeros.saturating_add(1);
        while shifts > 0 && !self.too_long {
            match self.coefficient.checked_mul(10) {
                Some(coefficient) if coefficient < 10_u128.pow(MAX_NUMBER_DIGITS) => {
                    self.coefficient = coefficient;
                }
                _ => self.too_long = true,
            }
            shifts -= 1;
        }
        self.zeros = 0;
        if !self.too_long {
            self.coefficient += digit as u128;
        }
    }

    const fn exponent(&self) -> i32 {
        self.zeros.saturating_sub(self.decimals)
    }
}

/// Parses `E±digits` from `at` to the end, or nothing.
const fn parse_exponent(text: &[u8], mut at: usize) -> Result<i32, NumberError> {
    if at == text.len() {
        return Ok(0);
    }
    if !matches!(text[at], b'e' | b'E') {
        return Err(NumberError::Syntax);
    }
    at += 1;
    let negative = at < text.len() && text[at] == b'-';
    if at < text.len() && matches!(text[at], b'-' | b'+') {
        at += 1;
    }
    if at == text.len() {
        return Err(NumberError::Syntax);
    }
    let mut exponent = 0_i32;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            return Err(NumberError::Syntax);
        }
        exponent = exponent
            .saturating_mul(10)
            .saturating_add((text[at] - b'0') as i32);
        at += 1;
    }
    Ok(if negative { -exponent } else { exponent })
}
