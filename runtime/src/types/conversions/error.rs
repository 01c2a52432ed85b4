//! Errors of conversions.

use std::fmt;

/// The reason why a value cannot be converted: the other type has no value for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    value: String,
    target: &'static str,
}

impl ConversionError {
    /// Makes the error for a value that a type cannot hold.
    #[cfg_attr(
        not(any(feature = "chrono", feature = "rust_decimal", feature = "time")),
        expect(
            dead_code,
            reason = "conversions to Rust's own types have other errors"
        )
    )]
    pub(super) fn new(value: &impl fmt::Display, target: &'static str) -> Self {
        let value = value.to_string();
        Self { value, target }
    }

    /// Returns the value as text.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the path of the type that cannot hold it.
    pub fn target(&self) -> &'static str {
        self.target
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not fit into {}", self.value, self.target)
    }
}

impl std::error::Error for ConversionError {}
