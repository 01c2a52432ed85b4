//! What breaks a rule.

use std::fmt;

/// A value that breaks a rule. It does not hold the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field, as a document path of stored names: `lines[2].sku`.
    pub path: String,
    /// The rule, as the schema names it; the path of the function for one of the user's own, and
    /// `type` for the range of a type of numbers.
    pub rule: &'static str,
    /// What should be, as the end of a sentence about the field: "must not be blank".
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.message)
    }
}
