//! Rules for the values of fields.

use dynamite_core::Number;
use dynamite_core::rules::Pattern;

use crate::source::Span;

/// What is done to the values of a field before they are written, and what they have to be then.
///
/// Reading applies none of it.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// What is done to a string before it is checked, in this order.
    pub normalize: Vec<Normalize>,
    /// What the value has to be. All of them have to hold; an absent value keeps every rule.
    pub checks: Vec<Check>,
}

impl Rules {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.normalize.is_empty() && self.checks.is_empty()
    }
}

/// One step of a normalization.
#[derive(Clone, Debug)]
pub struct Normalize {
    /// What is done.
    pub step: Step,
    /// Where it is declared.
    pub span: Span,
}

/// A step; a function by its path.
pub type Step = dynamite_core::rules::Normalization<String>;

/// One check.
#[derive(Clone, Debug)]
pub struct Check {
    /// What has to hold.
    pub rule: Rule,
    /// What to say if it does not, in place of Dynamite's own words.
    pub message: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// What has to hold of a value. A bound is a value of the field's type, a pattern compiles, and a
/// function is given by its path: `fn(&T) -> Result<(), impl Display>`, where `T` is the field's
/// Rust type.
pub type Rule = dynamite_core::rules::Rule<Number, Pattern, String>;

/// A codec of the user's own, for the values of one field.
#[derive(Clone, Debug)]
pub struct Codec {
    /// Path of a type that implements `dynamite::codec::Codec`, whose values are those of the
    /// field's Rust type.
    pub path: String,
    /// Where it is declared.
    pub span: Span,
}
