//! Rules for the values of fields: how they are normalized, and what they have to be.
//!
//! Rules are constants that generated code declares, one for each field that has any. They apply
//! when something is written, first the normalization, then the checks, and never when something
//! is read: a stored item that breaks a rule can still be read and repaired.

mod bound;
mod check;
mod checker;
mod exempt;
mod growth;
mod limit;
mod room;
mod violation;

pub(crate) use bound::{Bound, members};
pub use check::{Check, Rule, RustCheck, rust_check};
pub use checker::Checker;
pub(crate) use exempt::Exempt;
pub(crate) use growth::{Growth, bounds};
pub use room::Room;
pub use violation::Violation;

use std::any::Any;

pub use dynamite_core::rules::{Format, Measured, Pattern};

use crate::codec::Attribute;

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
    /// Normalizes a value of the field.
    pub fn normalize<A: Attribute>(&self, value: &mut A::Value) {
        self.normalize_text(value);
    }

    /// Normalizes a value that is a text, and no other.
    fn normalize_text(&self, value: &mut dyn Any) {
        let Some(text) = value.downcast_mut::<String>() else {
            return;
        };
        for step in self.normalize {
            if let Err(function) = step.apply(text) {
                *text = function(text);
            }
        }
    }

    /// [`normalize`](Self::normalize) for a field that may be absent.
    pub fn normalize_optional<A: Attribute>(&self, value: &mut Option<A::Value>) {
        if let Some(value) = value {
            self.normalize::<A>(value);
        }
    }

    /// Checks a value of the field, which is what the checker stands at.
    pub fn check<A: Attribute>(&self, value: &A::Value, checker: &mut Checker) {
        let measured = A::measure(value);
        for check in self.checks {
            if let Err(message) = check.of(&measured, value) {
                checker.report(check.name(), message);
            }
        }
    }
}
