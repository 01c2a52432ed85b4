//! Rules for the values of fields: how they are normalized, and what they have to be.
//!
//! Rules are constants that generated code declares, one for each field that has any. They apply
//! when something is written, first the normalization, then the checks, and never when something
//! is read: a stored item that breaks a rule can still be read and repaired.

mod bound;
mod check;
mod checker;
mod exempt;
mod format;
mod growth;
mod limit;
mod measured;
mod normalize;
mod pattern;
mod room;
mod violation;

pub(crate) use bound::{Bound, members};
pub use check::{Check, Rule, RustCheck, rust_check};
pub use checker::Checker;
pub(crate) use exempt::Exempt;
pub use format::Format;
pub(crate) use growth::{Growth, bounds};
pub use measured::Measured;
pub use normalize::Normalize;
pub use pattern::Pattern;
pub use room::Room;
pub use violation::Violation;

use crate::codec::Attribute;

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
        if let Some(text) = measured::text_mut(value) {
            for step in self.normalize {
                step.apply(text);
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
            if let Err(message) = check.rule.holds(&measured, value) {
                checker.report(
                    check.rule.name(),
                    check.message.map_or(message, str::to_owned),
                );
            }
        }
    }
}
