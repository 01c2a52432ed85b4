//! Field rules: normalization and checks of written values.

mod format;
mod measured;
mod normalization;
mod pattern;
mod rule;
mod url;

pub use format::Format;
pub use measured::Measured;
pub use normalization::{NORMALIZATION_NAMES, Normalization};
pub use pattern::Pattern;
pub use rule::{RULE_NAMES, Rule, Subject};
