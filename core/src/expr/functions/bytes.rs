//! Bytes, and what is computed from them.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::expr::{FunctionError, Value};

/// Returns the SHA-256 of bytes in 64 small hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> Value {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.into()
}

/// Returns bytes in Base64, with padding.
pub fn base64(bytes: &[u8]) -> Value {
    STANDARD.encode(bytes).into()
}

/// Reads Base64 with padding.
///
/// # Errors
/// If the text is something else.
pub fn parse_base64(text: &str) -> Result<Value, FunctionError> {
    let malformed = FunctionError::Malformed {
        what: "Base64 with padding",
        remedy: "use the letters `+` and `/`, and pad it with `=` to a multiple of four",
    };
    let bytes = STANDARD.decode(text).map_err(|_| malformed)?;
    Ok(Value::Bytes(bytes.into()))
}

/// Returns the UTF-8 bytes of a text.
pub fn to_bytes(text: &str) -> Value {
    Value::Bytes(text.as_bytes().into())
}
