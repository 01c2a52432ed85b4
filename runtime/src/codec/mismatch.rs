//! What was found where something else was expected.

use std::borrow::Cow;

use super::{DecodeError, Value};

/// How much of a string a message shows.
const SHOWN_CHARS: usize = 64;

/// A value of another kind, or outside of what the type holds.
#[cold]
pub(super) fn mismatch(expected: &'static str, found: &Value<'_>) -> DecodeError {
    DecodeError::new(expected, describe(found))
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
