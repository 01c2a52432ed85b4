//! What can be wrong with a value.

mod decode;
mod encode;
mod place;

pub use decode::DecodeError;
pub use encode::{EncodeError, EncodeProblem};

use std::fmt;

/// Why a codec of the user's own refused a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(String);

impl CodecError {
    /// An error with this message. The message must not hold the value of a sensitive field.
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
