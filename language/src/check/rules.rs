//! Normalization and checks of fields.

use regex_lite::Regex;

use super::Context;
use crate::decimal::Decimal;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Check, Default, Field, Literal, Rule, Scalar, Step, Type};

pub(super) fn rules_fit_the_types_of_their_fields(context: &Context<'_>, problems: &mut Problems) {
    for field in context.sound_fields() {
        for check in &field.rules.checks {
            let (fits, needed) = match check.rule {
                Rule::NotBlank | Rule::Pattern(_) | Rule::Format(_) => {
                    (is_string(&field.ty), "strings")
                }
                Rule::Min(_) | Rule::Max(_) => (is_number(&field.ty), "numbers"),
                Rule::MinLength(_) | Rule::MaxLength(_) => {
                    (has_length(&field.ty), "strings, bytes and collections")
                }
                Rule::Rust(_) => (true, ""),
            };
            if !fits {
                let (rule, found) = (check.rule.name(), described(&field.ty));
                problems.push(catalogue::unfit_rule(check.span, rule, needed, found));
            }
        }
    }
}

pub(super) fn only_strings_are_normalized(context: &Context<'_>, problems: &mut Problems) {
    for field in context.sound_fields().filter(|it| !is_string(&it.ty)) {
        if let Some(first) = field.rules.normalize.first() {
            let found = described(&field.ty);
            problems.push(catalogue::unfit_rule(
                first.span,
                "normalize",
                "strings",
                found,
            ));
        }
    }
}

/// Dynamite sets them without asking the rules.
pub(super) fn times_that_are_kept_have_no_rules(context: &Context<'_>, problems: &mut Problems) {
    for field in context.sound_fields().filter(|it| it.auto.is_some()) {
        let check = field.rules.checks.first().map(|it| it.span);
        // Of other types normalizing is refused anyway.
        let normalize = field.rules.normalize.first().map(|it| it.span);
        let normalize = normalize.filter(|_| is_string(&field.ty));
        if let Some(span) = check.or(normalize) {
            problems.push(catalogue::rule_of_kept_time(span, &field.name));
        }
    }
}

pub(super) fn bounds_leave_some_value(context: &Context<'_>, problems: &mut Problems) {
    for field in context.sound_fields() {
        let checks = &field.rules.checks;
        for (least, most) in checks
            .iter()
            .flat_map(|a| checks.iter().map(move |b| (a, b)))
        {
            if are_crossed(&least.rule, &most.rule) {
                problems.push(catalogue::crossed_bounds(
                    &field.name,
                    least.span,
                    most.span,
                ));
            }
        }
    }
}

fn are_crossed(least: &Rule, most: &Rule) -> bool {
    match (least, most) {
        (Rule::MinLength(least), Rule::MaxLength(most)) => least > most,
        (Rule::NotBlank, Rule::MaxLength(most)) => *most == 0,
        (Rule::Min(least), Rule::Max(most)) => Decimal::parse(least) > Decimal::parse(most),
        _ => false,
    }
}

pub(super) fn patterns_compile(context: &Context<'_>, problems: &mut Problems) {
    for check in context.sound_fields().flat_map(|field| &field.rules.checks) {
        if let Rule::Pattern(pattern) = &check.rule
            && let Err(error) = Regex::new(pattern)
        {
            problems.push(catalogue::bad_pattern(check.span, &error.to_string()));
        }
    }
}

/// `get`, `update` and `delete` take a key as it is given, so an item whose stored key is not
/// normalized could never be written back: it would be another item.
pub(super) fn keys_are_not_normalized(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for id in subject.key_fields() {
            let field = subject.model.field(id);
            if let Some(first) = field.rules.normalize.first() {
                problems.push(catalogue::normalized_key(first.span, &field.name));
            }
        }
    }
}

pub(super) fn defaults_keep_the_rules(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (_, field, raw) in subject.sound_fields() {
            let (Some(value), Some(written)) = (Value::of_default(field), &raw.default) else {
                continue;
            };
            for check in field.rules.checks.iter().filter(|it| value.breaks(it)) {
                let rule = check.rule.name();
                problems.push(catalogue::default_breaks_rule(
                    written.span,
                    rule,
                    check.span,
                ));
            }
        }
    }
}

/// A constant, as far as rules are concerned.
enum Value {
    Text(String),
    Length(usize),
    Number(Decimal),
}

impl Value {
    /// What a new item gets, if it is known before the program runs.
    fn of_default(field: &Field) -> Option<Self> {
        let Some(Default::Literal(literal)) = &field.default else {
            return None;
        };
        match literal {
            Literal::String(text) => normalized(field, text).map(Self::Text),
            Literal::Bytes(bytes) => Some(Self::Length(bytes.len())),
            Literal::Empty => Some(Self::Length(0)),
            Literal::Integer(text) | Literal::Float(text) | Literal::Decimal(text) => {
                Decimal::parse(text).map(Self::Number)
            }
            Literal::Bool(_) | Literal::Text(_) | Literal::EnumValue(..) => None,
        }
    }

    /// Formats, and functions, are left to the program.
    fn breaks(&self, check: &Check) -> bool {
        match (&check.rule, self) {
            (Rule::NotBlank, Self::Text(text)) => text.trim().is_empty(),
            (Rule::Pattern(pattern), Self::Text(text)) => {
                Regex::new(pattern).is_ok_and(|pattern| !pattern.is_match(text))
            }
            (Rule::MinLength(least), _) => self.length().is_some_and(|it| it < *least),
            (Rule::MaxLength(most), _) => self.length().is_some_and(|it| it > *most),
            (Rule::Min(least), Self::Number(it)) => Decimal::parse(least).is_some_and(|b| *it < b),
            (Rule::Max(most), Self::Number(it)) => Decimal::parse(most).is_some_and(|b| *it > b),
            _ => false,
        }
    }

    fn length(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Length(length) => Some(*length),
            Self::Number(_) => None,
        }
    }
}

/// Whether a new item gets an empty value.
pub(super) fn is_empty_by_default(field: &Field) -> bool {
    Value::of_default(field).is_some_and(|value| value.length() == Some(0))
}

/// The string as it will be checked; none if a function has a hand in it.
fn normalized(field: &Field, text: &str) -> Option<String> {
    let mut steps = field.rules.normalize.iter();
    steps.try_fold(text.to_owned(), |text, normalize| {
        Some(match normalize.step {
            Step::Trim => text.trim().to_owned(),
            Step::CollapseWhitespace => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Step::Lowercase => text.to_lowercase(),
            Step::Uppercase => text.to_uppercase(),
            Step::Rust(_) => return None,
        })
    })
}

fn is_string(ty: &Type) -> bool {
    *ty == Type::Scalar(Scalar::String)
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(scalar) if scalar.is_number())
}

fn has_length(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => matches!(scalar, Scalar::String | Scalar::Bytes),
        Type::List(_) | Type::Map(_) | Type::Set(_) => true,
        Type::Named(_) | Type::Rust(_) => false,
    }
}

/// A type in words.
fn described(ty: &Type) -> &'static str {
    match ty {
        Type::Scalar(Scalar::String) => "a string",
        Type::Scalar(Scalar::Bytes) => "bytes",
        Type::Scalar(Scalar::Bool) => "a bool",
        Type::Scalar(Scalar::Timestamp(_) | Scalar::Date) => "a time",
        Type::Scalar(Scalar::Uuid(_) | Scalar::Ulid(_)) => "an id",
        Type::Scalar(Scalar::Json) => "a JSON document",
        Type::Scalar(_) => "a number",
        Type::List(_) => "a list",
        Type::Map(_) => "a map",
        Type::Set(_) => "a set",
        Type::Named(_) | Type::Rust(_) => "values of a declared type",
    }
}
