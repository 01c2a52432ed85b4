//! Errors of encoding and decoding values.

mod decode;
mod encode;
mod enum_value;
mod place;

pub use decode::DecodeError;
pub use encode::{EncodeError, EncodeProblem};
pub use enum_value::UnknownEnumValue;

use std::fmt;

/// An error of a user-defined codec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(String);

impl CodecError {
    /// Makes an error with this message. The message must not contain the value of a sensitive
    /// field.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CodecError {}
