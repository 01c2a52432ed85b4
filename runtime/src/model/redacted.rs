//! The place of a sensitive value.

use std::fmt;

/// What the `Debug` of generated types shows in place of a sensitive field.
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(sensitive)")
    }
}
