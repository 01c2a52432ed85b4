//! Normalization and checks of fields.

use dynamite_core::limits::MAX_ITEM_BYTES;
use dynamite_core::rules::{self, Measured};

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Check, Default, Field, Literal, Rule, Scalar, Type};

pub(super) fn rules_fit_the_types_of_their_fields(context: &Context<'_>, problems: &mut Problems) {
    for field in context.sound_fields() {
        for check in &field.rules.checks {
            let (fits, needed) = match check.rule.subject() {
                rules::Subject::Text => (is_string(&field.ty), "strings"),
                rules::Subject::Number => (is_number(&field.ty), "numbers"),
                rules::Subject::Length => (has_length(&field.ty), "strings, bytes and collections"),
                rules::Subject::Any => (true, ""),
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

/// Dynamite sets these fields without applying field rules.
pub(super) fn times_that_are_kept_have_no_rules(context: &Context<'_>, problems: &mut Problems) {
    for field in context.sound_fields().filter(|it| it.auto.is_some()) {
        let check = field.rules.checks.first().map(|it| it.span);
        // For other types normalization is refused anyway.
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
        (Rule::Min(least), Rule::Max(most)) => least > most,
        _ => false,
    }
}

pub(super) fn patterns_compile(context: &Context<'_>, problems: &mut Problems) {
    for check in context.sound_fields().flat_map(|field| &field.rules.checks) {
        if let Rule::Pattern(pattern) = &check.rule
            && let Some(error) = pattern.error()
        {
            problems.push(catalogue::bad_pattern(check.span, &error));
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
            if let (Some(value), Some(written)) = (Constant::of_default(field), &raw.default) {
                for check in broken_by(&value, field) {
                    let rule = check.rule.name();
                    let problem = catalogue::default_breaks_rule(written.span, rule, check.span);
                    problems.push(problem);
                }
            }
            let absent = field.absent.as_ref().and_then(|it| Constant::of(field, it));
            if let (Some(value), Some(written)) = (absent, &raw.absent) {
                for check in broken_by(&value, field) {
                    let rule = check.rule.name();
                    let problem = catalogue::absent_breaks_rule(written.span, rule, check.span);
                    problems.push(problem);
                }
            }
        }
    }
}

/// Returns the checks that a constant does not pass. The results of functions are known only to the
/// program, and a bad pattern is reported elsewhere.
fn broken_by<'f>(value: &Constant<'_>, field: &'f Field) -> impl Iterator<Item = &'f Check> {
    let measured = value.measured();
    let broken = field.rules.checks.iter().filter(|check| {
        let is_pattern = matches!(&check.rule, Rule::Pattern(it) if it.error().is_some());
        check.rule.holds(&measured) == Ok(false) && !is_pattern
    });
    broken.collect::<Vec<_>>().into_iter()
}

pub(super) fn constant_defaults_fit_into_items(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (_, field, raw) in subject.sound_fields() {
            let bytes = default_bytes(field).filter(|bytes| *bytes > MAX_ITEM_BYTES);
            if let (Some(bytes), Some(written)) = (bytes, &raw.default) {
                problems.push(catalogue::large_default(written.span, bytes));
            }
        }
    }
}

/// The constant that a new item gets, normalized.
enum Constant<'a> {
    Text(String),
    Other(&'a Literal),
}

impl<'a> Constant<'a> {
    /// Returns the value that a new item gets, if it is known at compile time.
    fn of_default(field: &'a Field) -> Option<Self> {
        match &field.default {
            Some(Default::Literal(literal)) => Self::of(field, literal),
            _ => None,
        }
    }

    fn of(field: &'a Field, literal: &'a Literal) -> Option<Self> {
        match literal {
            Literal::String(text) => normalized(field, text).map(Self::Text),
            literal => Some(Self::Other(literal)),
        }
    }

    fn measured(&self) -> Measured<'_> {
        match self {
            Self::Text(text) => Measured::Text(text),
            Self::Other(literal) => literal.measured(),
        }
    }
}

/// Returns the size of a constant default in bytes, if it is a string or bytes.
pub(super) fn default_bytes(field: &Field) -> Option<usize> {
    match Constant::of_default(field)?.measured() {
        Measured::Text(text) => Some(text.len()),
        Measured::Bytes(bytes) => Some(bytes),
        Measured::Members(_) | Measured::Number(_) | Measured::Other => None,
    }
}

/// Returns the string as it will be checked; `None` if a function takes part in the normalization.
fn normalized(field: &Field, text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for normalize in &field.rules.normalize {
        normalize.step.apply(&mut text).ok()?;
    }
    Some(text)
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

/// Returns a type in words.
fn described(ty: &Type) -> &'static str {
    match ty {
        Type::Scalar(scalar) => scalar.family().value(),
        Type::List(_) => "a list",
        Type::Map(_) => "a map",
        Type::Set(_) => "a set",
        Type::Named(_) | Type::Rust(_) => "values of a declared type",
    }
}
