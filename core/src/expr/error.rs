//! Why a function has no result.

use std::fmt;

use crate::NumberError;

/// The reason a function has no result for its arguments.
///
/// It says what was expected and what to do, and never repeats a value, because the attribute that
/// holds it may be sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionError {
    /// The result is larger than an item can be.
    TooLarge,
    /// The result nests more deeply than an attribute can.
    TooDeep,
    /// The result is not a number that DynamoDB stores.
    Number(NumberError),
    /// A quotient that has more digits than a number can have.
    Inexact,
    /// A division by zero.
    DivisionByZero,
    /// A number that has to be whole.
    NotWhole {
        /// What the number is: `the length`.
        what: &'static str,
    },
    /// A number out of range.
    OutOfRange {
        /// What the number is.
        what: &'static str,
        /// The range, in words.
        range: &'static str,
    },
    /// A string that does not have the form it should have.
    Malformed {
        /// What the string should be, with an article.
        what: &'static str,
        /// The remedy.
        remedy: &'static str,
    },
    /// A time outside the years that are stored.
    TimeOutOfRange,
    /// There is no time zone with this name.
    UnknownZone,
    /// Null where a value is needed.
    Null,
    /// A value of another kind.
    WrongKind {
        /// The kinds that are taken.
        expected: &'static str,
        /// The kind that was given.
        found: &'static str,
    },
}

impl fmt::Display for FunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                f.write_str("the result is larger than 400 KB, which no item can store")
            }
            Self::TooDeep => f.write_str("the result nests more than 32 levels of lists and maps"),
            Self::Number(error) => write!(f, "the result is {error}"),
            Self::Inexact => f.write_str(
                "the quotient has no exact decimal form: round it, as in `round(a / b, 2, half_even)`",
            ),
            Self::DivisionByZero => {
                f.write_str("division by zero: exclude it with `if(b = 0, null, a / b)`")
            }
            Self::NotWhole { what } => write!(f, "{what} is not a whole number: round it first"),
            Self::OutOfRange { what, range } => write!(f, "{what} must be {range}"),
            Self::Malformed { what, remedy } => write!(f, "the string is not {what}: {remedy}"),
            Self::TimeOutOfRange => {
                f.write_str("the time is outside the years 0000 to 9999, which are stored")
            }
            Self::UnknownZone => f.write_str(
                "there is no such time zone: use a name such as `Europe/Berlin`, or an offset such as `+02:00`",
            ),
            Self::Null => f.write_str(
                "there is no value: say what is meant instead, as in `coalesce(value, otherwise)`, or leave the item out",
            ),
            Self::WrongKind { expected, found } => {
                write!(f, "expected {expected}, and the value is {found}")
            }
        }
    }
}

impl std::error::Error for FunctionError {}

impl From<NumberError> for FunctionError {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}
