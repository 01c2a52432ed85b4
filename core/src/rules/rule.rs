//! Checks of field values.

use std::borrow::Borrow;
use std::fmt::Display;

use super::{Format, Measured, Pattern};
use crate::Number;

/// A condition on the value of a field.
///
/// A length is that of a text in characters (Unicode scalar values), of bytes in bytes, of a list,
/// map or set in members.
///
/// `N` is a number, `P` a [`Pattern`] or a reference to one, `F` a user-defined function: its path
/// in a schema, the function itself in generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule<N, P, F> {
    /// A text that is not only white space.
    NotBlank,
    /// At least this long.
    MinLength(usize),
    /// At most this long.
    MaxLength(usize),
    /// At least this number.
    Min(N),
    /// At most this number.
    Max(N),
    /// A text in which this regular expression matches.
    Pattern(P),
    /// A text of a well-known form.
    Format(Format),
    /// A value that a user-defined function accepts.
    Rust(F),
}

/// The values that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Strings.
    Text,
    /// Integers, floats and decimals.
    Number,
    /// Strings, bytes, lists, maps and sets.
    Length,
    /// Values of every type.
    Any,
}

/// The keys of all rules in a schema file.
pub const RULE_NAMES: &[&str] = &[
    "not_blank",
    "min_length",
    "max_length",
    "min",
    "max",
    "pattern",
    "format",
    "rust",
];

impl<N, P, F> Rule<N, P, F> {
    /// Returns the values that it is about.
    pub const fn subject(&self) -> Subject {
        match self {
            Self::NotBlank | Self::Pattern(_) | Self::Format(_) => Subject::Text,
            Self::MinLength(_) | Self::MaxLength(_) => Subject::Length,
            Self::Min(_) | Self::Max(_) => Subject::Number,
            Self::Rust(_) => Subject::Any,
        }
    }

    /// Returns the key of the rule in a schema file.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotBlank => "not_blank",
            Self::MinLength(_) => "min_length",
            Self::MaxLength(_) => "max_length",
            Self::Min(_) => "min",
            Self::Max(_) => "max",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::Rust(_) => "rust",
        }
    }

    /// Converts the number of the rule, if it has one. Returns `None` if `convert` does.
    pub fn with_number<M>(self, convert: impl FnOnce(N) -> Option<M>) -> Option<Rule<M, P, F>> {
        Some(match self {
            Self::NotBlank => Rule::NotBlank,
            Self::MinLength(least) => Rule::MinLength(least),
            Self::MaxLength(most) => Rule::MaxLength(most),
            Self::Min(least) => Rule::Min(convert(least)?),
            Self::Max(most) => Rule::Max(convert(most)?),
            Self::Pattern(pattern) => Rule::Pattern(pattern),
            Self::Format(format) => Rule::Format(format),
            Self::Rust(function) => Rule::Rust(function),
        })
    }
}

impl<N: Copy + Into<Number>, P: Borrow<Pattern>, F> Rule<N, P, F> {
    /// Returns `true` if a value meets the rule. A rule for another kind of value is met: the check
    /// of the schema has refused it.
    ///
    /// # Errors
    /// The user-defined function that decides instead.
    pub fn holds(&self, value: &Measured<'_>) -> Result<bool, &F> {
        Ok(match self {
            Self::NotBlank => !value.is_blank(),
            Self::MinLength(least) => value.length().is_none_or(|it| it >= *least),
            Self::MaxLength(most) => value.length().is_none_or(|it| it <= *most),
            Self::Min(least) => value.number().is_none_or(|it| it >= (*least).into()),
            Self::Max(most) => value.number().is_none_or(|it| it <= (*most).into()),
            Self::Pattern(pattern) => value.text().is_none_or(|it| pattern.borrow().is_in(it)),
            Self::Format(format) => value.text().is_none_or(|it| format.is_of(it)),
            Self::Rust(function) => return Err(function),
        })
    }
}

impl<N: Display, P: Borrow<Pattern>, F: Display> Rule<N, P, F> {
    /// Returns the condition as the end of a sentence about the field.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotBlank => "must not be blank".to_owned(),
            Self::MinLength(least) => format!("must be at least {least} long"),
            Self::MaxLength(most) => format!("must be at most {most} long"),
            Self::Min(least) => format!("must be at least {least}"),
            Self::Max(most) => format!("must be at most {most}"),
            Self::Pattern(pattern) => format!("must match `{}`", pattern.borrow().source()),
            Self::Format(format) => format!("must be {}", format.described()),
            Self::Rust(function) => format!("must pass `{function}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE_NAMES, Rule};
    use crate::Number;
    use crate::rules::{Format, Pattern};

    #[test]
    fn names_are_those_of_the_rules() {
        // A new rule is missing here first.
        let place = |rule: &Rule<Number, Pattern, &str>| match rule {
            Rule::NotBlank => 0,
            Rule::MinLength(_) => 1,
            Rule::MaxLength(_) => 2,
            Rule::Min(_) => 3,
            Rule::Max(_) => 4,
            Rule::Pattern(_) => 5,
            Rule::Format(_) => 6,
            Rule::Rust(_) => 7,
        };
        let rules: [Rule<Number, Pattern, &str>; RULE_NAMES.len()] = [
            Rule::NotBlank,
            Rule::MinLength(1),
            Rule::MaxLength(1),
            Rule::Min(Number::default()),
            Rule::Max(Number::default()),
            Rule::Pattern(Pattern::from("a".to_owned())),
            Rule::Format(Format::Email),
            Rule::Rust("f"),
        ];
        for rule in &rules {
            assert_eq!(RULE_NAMES.get(place(rule)), Some(&rule.name()));
        }
    }
}
