//! Rules for the values of fields: how they are normalized, and what they have to be.
//!
//! Rules are constants that generated code declares, one for each field that has any. They apply
//! when something is written, first the normalization, then the checks, and never when something
//! is read: a stored item that breaks a rule can still be read and repaired.

mod check;
mod checker;
mod format;
mod measured;
mod normalize;
mod pattern;
mod violation;

pub use check::{Check, Rule, RustCheck, rust_check};
pub use checker::Checker;
pub use format::Format;
pub use measured::Measured;
pub(crate) use measured::text_mut;
pub use normalize::Normalize;
pub use pattern::Pattern;
pub use violation::Violation;

/// The rules of one field.
#[derive(Debug)]
pub struct Rules {
    /// What is done to a text before it is checked, in this order.
    pub normalize: &'static [Normalize],
    /// What the value has to be. All of them are tried, so that all that is wrong is reported.
    pub checks: &'static [Check],
}
