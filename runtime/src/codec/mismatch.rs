//! What was found where something else was expected.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{DecodeError, ItemReader, Reader as _, Value};

/// How much of a string a message shows.
const SHOWN_CHARS: usize = 64;

/// A value of another kind, or outside of what the type holds.
#[cold]
pub(super) fn mismatch(expected: &'static str, found: &Value<'_>) -> DecodeError {
    DecodeError::new(expected, describe(found))
}

/// [`mismatch`] of a value of the SDK.
#[cold]
pub(crate) fn mismatch_of(expected: &'static str, found: &AttributeValue) -> DecodeError {
    let mut reader = ItemReader::of_value(found);
    match reader.value() {
        Ok(found) => mismatch(expected, &found),
        Err(error) => error,
    }
}

/// The kind and the value, if that is short enough to be shown.
pub(super) fn describe(value: &Value<'_>) -> Cow<'static, str> {
    match value {
        Value::String(text) => format!("`S {:?}`", cut(text)).into(),
        Value::Number(text) => format!("`N {}`", cut(text)).into(),
        Value::Binary(bytes) => format!("B of {} bytes", bytes.len()).into(),
        Value::Bool(value) => format!("`BOOL {value}`").into(),
        _ => value.kind().into(),
    }
}

/// As much of a text as fits a log line.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
