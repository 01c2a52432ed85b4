//! Errors for stored values that differ from the expected ones.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{DecodeError, ItemReader, Reader as _, Value};

/// Characters of a string that a message shows.
const SHOWN_CHARS: usize = 64;

/// Makes the error for a value of another kind, or outside the range of the type.
#[cold]
pub(super) fn mismatch(expected: impl Into<Cow<'static, str>>, found: &Value<'_>) -> DecodeError {
    DecodeError::new(expected, describe(found))
}

/// Makes the error for a value in place of a nested type or union. It is not shown: a part of the
/// type may be sensitive.
#[cold]
pub(super) fn no_map(found: &Value<'_>) -> DecodeError {
    DecodeError::new("M", found.kind())
}

/// Makes the same error as [`mismatch`] for a value of the SDK.
#[cold]
pub(crate) fn mismatch_of(
    expected: impl Into<Cow<'static, str>>,
    found: &AttributeValue,
) -> DecodeError {
    of_sdk(found, |found| mismatch(expected, found))
}

/// Makes the same error as [`no_map`] for a value of the SDK.
#[cold]
pub(crate) fn no_map_of(found: &AttributeValue) -> DecodeError {
    of_sdk(found, no_map)
}

fn of_sdk(found: &AttributeValue, error: impl FnOnce(&Value<'_>) -> DecodeError) -> DecodeError {
    match ItemReader::of_value(found).value() {
        Ok(found) => error(&found),
        Err(error) => error,
    }
}

/// Returns the kind, and the value if it is short enough to be shown.
pub(super) fn describe(value: &Value<'_>) -> Cow<'static, str> {
    match value {
        Value::String(text) => format!("`S {:?}`", cut(text)).into(),
        Value::Number(text) => format!("`N {}`", cut(text)).into(),
        Value::Binary(bytes) => format!("B of {} bytes", bytes.len()).into(),
        Value::Bool(value) => format!("`BOOL {value}`").into(),
        _ => value.kind().into(),
    }
}

/// Shortens a text to fit a log line.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
