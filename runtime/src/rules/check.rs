//! What a value has to be.

use std::any::Any;
use std::fmt;

use super::{Format, Measured, Pattern};
use crate::types::Decimal;

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
}

/// What has to hold of a value.
///
/// A length is that of a text in characters (Unicode scalar values), of bytes in bytes, of a
/// collection in members.
#[derive(Debug)]
pub enum Rule {
    /// A text with something else than white space in it.
    NotBlank,
    /// At least this long.
    MinLength(usize),
    /// At most this long.
    MaxLength(usize),
    /// At least this number.
    Min(Decimal),
    /// At most this number.
    Max(Decimal),
    /// A text in which this regular expression is found.
    Pattern(&'static Pattern),
    /// A text of a well-known form.
    Format(Format),
    /// Whatever a function of the user's says.
    Rust(RustCheck),
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

impl Rule {
    /// The rule's name, as the schema has it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::NotBlank => "not_blank",
            Self::MinLength(_) => "min_length",
            Self::MaxLength(_) => "max_length",
            Self::Min(_) => "min",
            Self::Max(_) => "max",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::Rust(check) => check.path,
        }
    }

    /// What has to hold, as the end of a sentence about the field.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::NotBlank => "must not be blank".to_owned(),
            Self::MinLength(least) => format!("must be at least {least} long"),
            Self::MaxLength(most) => format!("must be at most {most} long"),
            Self::Min(least) => format!("must be at least {least}"),
            Self::Max(most) => format!("must be at most {most}"),
            Self::Pattern(pattern) => format!("must match `{}`", pattern.source()),
            Self::Format(format) => format!("must be {}", format.described()),
            Self::Rust(check) => format!("must pass `{}`", check.path),
        }
    }

    /// Whether it holds, or a sentence that says what should. Rules for other kinds of values
    /// hold: the schema's checker has refused them.
    pub(crate) fn holds(&self, measured: &Measured<'_>, value: &dyn Any) -> Result<(), String> {
        let holds = match self {
            Self::NotBlank => !measured.is_blank(),
            Self::MinLength(least) => measured.length().is_none_or(|len| len >= *least),
            Self::MaxLength(most) => measured.length().is_none_or(|len| len <= *most),
            Self::Min(least) => measured.number().is_none_or(|it| it >= *least),
            Self::Max(most) => measured.number().is_none_or(|it| it <= *most),
            Self::Pattern(pattern) => measured.text().is_none_or(|text| pattern.is_in(text)),
            Self::Format(format) => measured.text().is_none_or(|text| format.is_of(text)),
            Self::Rust(check) => return (check.call)(value),
        };
        if holds { Ok(()) } else { Err(self.sentence()) }
    }
}
