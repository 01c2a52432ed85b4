//! Violations of field rules.

use std::fmt;

/// The rule of a copy that would have to keep rules which the copied field does not have.
pub(crate) const COPY: &str = "copy";

/// The rule of a required field that a created parent would lack.
pub(crate) const REQUIRED: &str = "required";

/// The rule of a change whose effect on a value that was not read cannot be checked.
pub(crate) const UNCHECKED: &str = "unchecked";

/// A violation of a field rule. It does not hold the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field, as a document path of stored names: `lines[2].sku`.
    pub path: String,
    /// The rule's name in the schema; the path of the function for a custom check; `type` for the
    /// range of a numeric type. `copy`, `required` and `unchecked` are of an update that cannot be
    /// checked, or cannot create what it has to: the program has to write it in another way.
    pub rule: &'static str,
    /// The requirement, as the end of a sentence about the field: "must not be blank".
    pub message: String,
}

impl Violation {
    /// Returns `true` if no other value would help.
    pub(crate) fn is_of_program(&self) -> bool {
        [COPY, REQUIRED, UNCHECKED].contains(&self.rule)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.message)
    }
}
