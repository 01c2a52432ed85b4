//! Violations of field rules.

use std::fmt;

/// A violation of a field rule. It does not hold the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field, as a document path of stored names: `lines[2].sku`.
    pub path: String,
    /// The rule's name in the schema; the path of the function for a custom check; `type` for the
    /// range of a numeric type.
    pub rule: &'static str,
    /// The requirement, as the end of a sentence about the field: "must not be blank".
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.message)
    }
}
