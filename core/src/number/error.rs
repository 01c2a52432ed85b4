//! Errors of numbers.

use std::fmt;

/// The reason a value is not a DynamoDB number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// The text is not a decimal number.
    Syntax,
    /// More than 38 significant digits.
    TooManyDigits,
    /// Magnitude outside 1E-130 to 9.9999999999999999999999999999999999999E+125.
    OutOfRange,
    /// NaN or infinite.
    NotFinite,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "not a decimal number",
            Self::TooManyDigits => {
                "more than the 38 significant digits that DynamoDB keeps: round it first"
            }
            Self::OutOfRange => {
                "outside the range of DynamoDB numbers, which is 1E-130 to 9.99E+125 and the same below zero"
            }
            Self::NotFinite => "NaN or infinite, which DynamoDB cannot store",
        })
    }
}

impl std::error::Error for NumberError {}
