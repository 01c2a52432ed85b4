//! Field rules: normalization and checks of values.

use dynamite_core::Number;
use dynamite_core::rules::Pattern;

use crate::source::Span;

/// The normalization of the values of a field before they are written, and the checks of the
/// result.
///
/// Neither is applied by reads.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Normalization of a string before it is checked, in this order.
    pub normalize: Vec<Normalize>,
    /// Checks of the value. All must hold; an absent value passes every check.
    pub checks: Vec<Check>,
}

impl Rules {
    /// Returns `true` if there are none.
    pub fn is_empty(&self) -> bool {
        self.normalize.is_empty() && self.checks.is_empty()
    }

    /// Returns `true` if an empty collection violates them.
    pub fn refuse_empty(&self) -> bool {
        let mut rules = self.checks.iter().map(|check| &check.rule);
        rules.any(|rule| matches!(rule, Rule::MinLength(1..)))
    }
}

/// One step of a normalization.
#[derive(Clone, Debug)]
pub struct Normalize {
    /// The step.
    pub step: Step,
    /// The place of the declaration.
    pub span: Span,
}

/// A step; a function by its path.
pub type Step = dynamite_core::rules::Normalization<String>;

/// One check.
#[derive(Clone, Debug)]
pub struct Check {
    /// The rule that must hold.
    pub rule: Rule,
    /// The message if it does not hold, instead of Dynamite's own.
    pub message: Option<String>,
    /// The place of the declaration.
    pub span: Span,
}

/// A condition on a value. A bound is a value of the field's type, a pattern compiles, and a
/// function is given by its path: `fn(&T) -> Result<(), impl Display>`, where `T` is the field's
/// Rust type.
pub type Rule = dynamite_core::rules::Rule<Number, Pattern, String>;

/// A user-defined codec for the values of one field.
#[derive(Clone, Debug)]
pub struct Codec {
    /// Path of a type that implements `dynamite::codec::Codec`, with the field's Rust type as its
    /// values.
    pub path: String,
    /// The place of the declaration.
    pub span: Span,
}
