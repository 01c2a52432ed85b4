//! Checks of a field's value.

use std::any::Any;
use std::fmt;

use super::{Measured, Pattern};
use crate::types::Decimal;

/// A condition that a value must meet.
pub type Rule = dynamite_core::rules::Rule<Decimal, &'static Pattern, RustCheck>;

/// One check of a field.
#[derive(Debug)]
pub struct Check {
    /// The condition to meet.
    pub rule: Rule,
    /// The message if the check fails, instead of the rule's own sentence.
    pub message: Option<&'static str>,
}

impl Check {
    /// Makes a check with the rule's own message.
    pub const fn new(rule: Rule) -> Self {
        let message = None;
        Self { rule, message }
    }

    /// Makes a check with a custom message.
    pub const fn saying(message: &'static str, rule: Rule) -> Self {
        let message = Some(message);
        Self { rule, message }
    }

    /// Returns the rule's name: its key in the schema, or the path of a custom function.
    pub(crate) fn name(&self) -> &'static str {
        match &self.rule {
            Rule::Rust(check) => check.path,
            rule => rule.name(),
        }
    }

    /// Returns the message for a value that fails the check.
    pub(crate) fn message(&self) -> String {
        let message = self.message.map(str::to_owned);
        message.unwrap_or_else(|| self.rule.sentence())
    }

    /// Checks a value.
    ///
    /// # Errors
    /// The requirement that the value does not meet, as the end of a sentence about the field.
    pub(crate) fn of(&self, measured: &Measured<'_>, value: &dyn Any) -> Result<(), String> {
        match self.rule.holds(measured) {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.message()),
            Err(function) => (function.call)(value)
                .map_err(|message| self.message.map_or(message, str::to_owned)),
        }
    }
}

/// A custom check function, behind a common signature.
#[derive(Clone, Copy)]
pub struct RustCheck {
    /// The function's path, as in the schema.
    pub path: &'static str,
    /// Calls the function.
    pub call: fn(&dyn Any) -> Result<(), String>,
}

impl fmt::Debug for RustCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// Prints the path.
impl fmt::Display for RustCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// Calls a custom check function with a value of the type it takes.
///
/// # Errors
/// The function's error as text.
pub fn rust_check<T: Any, E: fmt::Display>(
    value: &dyn Any,
    check: impl FnOnce(&T) -> Result<(), E>,
) -> Result<(), String> {
    // Generated code names the type of the field, so this never fails.
    value.downcast_ref::<T>().map_or(Ok(()), |value| {
        check(value).map_err(|error| error.to_string())
    })
}
