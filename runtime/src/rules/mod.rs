//! Field rules: normalization and checks of values.
//!
//! Rules are constants in generated code, one for each field that has any. They apply on writes,
//! first the normalization, then the checks. They do not apply on reads, so a stored item that
//! breaks a rule can still be read and repaired.

mod check;
mod checker;
mod violation;

pub use check::{Check, Rule, RustCheck, rust_check};
pub use checker::Checker;
pub use violation::Violation;
pub(crate) use violation::{COPY, REQUIRED, UNCHECKED};

use std::any::Any;

pub use dynamite_core::rules::{Format, Measured, Pattern};

/// A step in the normalization of a string.
pub type Normalize = dynamite_core::rules::Normalization<fn(&str) -> String>;

/// The rules of one field.
#[derive(Debug)]
pub struct Rules {
    /// The normalization steps, applied in this order before the checks.
    pub normalize: &'static [Normalize],
    /// The checks. All of them run, so that every violation is reported.
    pub checks: &'static [Check],
}

impl Rules {
    /// Normalizes the value if it is a string.
    pub(crate) fn normalize_text(&self, value: &mut dyn Any) {
        let Some(text) = value.downcast_mut::<String>() else {
            return;
        };
        for step in self.normalize {
            if let Err(function) = step.apply(text) {
                *text = function(text);
            }
        }
    }
}
