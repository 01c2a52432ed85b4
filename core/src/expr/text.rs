//! Text that is built within the size of the largest value.

use super::{FunctionError, MAX_VALUE_BYTES, Value};

/// Text that cannot grow beyond the size of the largest value: `replace` and `pad_start` could
/// otherwise fill the memory before their result is measured.
#[derive(Default)]
pub(super) struct BoundedText(String);

impl BoundedText {
    /// Appends text.
    pub(super) fn push(&mut self, text: &str) -> Result<(), FunctionError> {
        if self.0.len() + text.len() > MAX_VALUE_BYTES {
            return Err(FunctionError::TooLarge);
        }
        self.0.push_str(text);
        Ok(())
    }

    /// Returns the text as a value.
    pub(super) fn into_value(self) -> Value {
        self.0.into()
    }
}
