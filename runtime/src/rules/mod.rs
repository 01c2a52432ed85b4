//! Rules for the values of fields: how they are normalized, and what they have to be.
//!
//! Rules are constants that generated code declares, one for each field that has any. They apply
//! when something is written, first the normalization, then the checks, and never when something
//! is read: a stored item that breaks a rule can still be read and repaired.

mod check;
mod checker;
mod violation;

pub use check::{Check, Rule, RustCheck, rust_check};
pub use checker::Checker;
pub use violation::Violation;

use std::any::Any;

pub use dynamite_core::rules::{Format, Measured, Pattern};

/// A step of the normalization of a text.
pub type Normalize = dynamite_core::rules::Normalization<fn(&str) -> String>;

/// The rules of one field.
#[derive(Debug)]
pub struct Rules {
    /// What is done to a text before it is checked, in this order.
    pub normalize: &'static [Normalize],
    /// What the value has to be. All of them are tried, so that all that is wrong is reported.
    pub checks: &'static [Check],
}

impl Rules {
    /// Normalizes a value that is a text, and no other.
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
