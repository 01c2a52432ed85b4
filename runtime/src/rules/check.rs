//! What a value has to be.

use std::any::Any;
use std::fmt;

use super::{Measured, Pattern};
use crate::types::Decimal;

/// What has to hold of a value.
pub type Rule = dynamite_core::rules::Rule<Decimal, &'static Pattern, RustCheck>;

/// One check of a field.
#[derive(Debug)]
pub struct Check {
    /// What has to hold.
    pub rule: Rule,
    /// What to say if it does not, instead of the sentence of the rule.
    pub message: Option<&'static str>,
}

impl Check {
    /// A check that says what the rule says.
    pub const fn new(rule: Rule) -> Self {
        let message = None;
        Self { rule, message }
    }

    /// A check with words of its own.
    pub const fn saying(message: &'static str, rule: Rule) -> Self {
        let message = Some(message);
        Self { rule, message }
    }

    /// The rule's name: its key in the schema, or the path of the user's function.
    pub(crate) fn name(&self) -> &'static str {
        match &self.rule {
            Rule::Rust(check) => check.path,
            rule => rule.name(),
        }
    }

    /// What the check says of a value that breaks it.
    pub(crate) fn message(&self) -> String {
        let message = self.message.map(str::to_owned);
        message.unwrap_or_else(|| self.rule.sentence())
    }

    /// Checks a value.
    ///
    /// # Errors
    /// What has to hold, as the end of a sentence about the field.
    pub(crate) fn of(&self, measured: &Measured<'_>, value: &dyn Any) -> Result<(), String> {
        match self.rule.holds(measured) {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.message()),
            Err(function) => (function.call)(value)
                .map_err(|message| self.message.map_or(message, str::to_owned)),
        }
    }
}

/// A function of the user's, behind a signature that all of them share.
#[derive(Clone, Copy)]
pub struct RustCheck {
    /// The function's path, as the schema has it.
    pub path: &'static str,
    /// Calls it.
    pub call: fn(&dyn Any) -> Result<(), String>,
}

impl fmt::Debug for RustCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// The path.
impl fmt::Display for RustCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// Calls a function of the user's with a value of the type it takes.
///
/// # Errors
/// What the function says against the value.
pub fn rust_check<T: Any, E: fmt::Display>(
    value: &dyn Any,
    check: impl FnOnce(&T) -> Result<(), E>,
) -> Result<(), String> {
    // Generated code names the type of the field, so this is always one.
    value.downcast_ref::<T>().map_or(Ok(()), |value| {
        check(value).map_err(|error| error.to_string())
    })
}
