//! Normalization and checks of a field.

use dynamite_core::rules::NORMALIZATION_NAMES;

use super::keys;
use super::object::{Object, unknown_word};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Format, Normalize, Step};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Scalar, Value};

/// The rules of a field as written.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) normalize: Vec<Normalize>,
    pub(crate) checks: Vec<Check>,
}

/// A check as written.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) rule: Rule,
    pub(crate) message: Option<String>,
    pub(crate) span: Span,
}

/// The rule of a check, as written.
#[derive(Debug)]
pub(crate) enum Rule {
    NotBlank,
    /// A whole number.
    MinLength(String),
    /// A whole number.
    MaxLength(String),
    /// A number.
    Min(Scalar),
    /// A number.
    Max(Scalar),
    Pattern(String),
    Format(Format),
    /// The path of a function.
    Rust(String),
}

/// Reads the rules among the keys of a field.
pub(super) fn read(field: &Object<'_>, problems: &mut Problems) -> Rules {
    let normalize = field
        .get("normalize")
        .map(|node| read_normalize(node, problems));
    let validate = field
        .get("validate")
        .map(|node| read_validate(node, problems));
    let mut checks = read_checks(field);
    checks.extend(validate.into_iter().flatten());
    Rules {
        normalize: normalize.unwrap_or_default(),
        checks,
    }
}

/// Reads one step, or a list of them.
fn read_normalize(node: &Node, problems: &mut Problems) -> Vec<Normalize> {
    let one = std::slice::from_ref(node);
    let steps = match &node.value {
        Value::List(steps) if !steps.is_empty() => steps.as_slice(),
        _ => one,
    };
    let steps = steps.iter().filter_map(|node| read_step(node, problems));
    steps.collect()
}

fn read_step(node: &Node, problems: &mut Problems) -> Option<Normalize> {
    if let Value::Map(_) = &node.value {
        let function = Object::open(node, node.span, &keys::RUST_NORMALIZE, problems)?;
        let Spanned { value, span } = function.text("rust")?;
        let step = Step::Rust(value);
        return Some(Normalize { step, span });
    }
    let Some(word) = node.scalar() else {
        let expected = "a step such as `trim`, or a list of at least one";
        problems.push(catalogue::wrong_shape(node, "a normalization", expected));
        return None;
    };
    let Some(step) = Step::named(&word.text) else {
        let problem = unknown_word(node, "normalize", &word.text, NORMALIZATION_NAMES);
        problems.push(problem);
        return None;
    };
    let span = node.span;
    Some(Normalize { step, span })
}

/// Reads the entries of `validate`.
fn read_validate(node: &Node, problems: &mut Problems) -> Vec<Check> {
    match &node.value {
        Value::List(entries) if !entries.is_empty() => {
            let checks = entries.iter().filter_map(|it| read_entry(it, problems));
            checks.collect()
        }
        _ => {
            problems.push(catalogue::wrong_shape(
                node,
                "`validate`",
                "a list of one check or more",
            ));
            Vec::new()
        }
    }
}

/// Reads one check, with its message.
fn read_entry(node: &Node, problems: &mut Problems) -> Option<Check> {
    let reported = problems.len();
    let entry = Object::open(node, node.span, &keys::CHECK, problems)?;
    let mut checks = read_checks(&entry);
    checks.extend(entry.text("rust").map(|path| Check {
        rule: Rule::Rust(path.value),
        message: None,
        span: path.span,
    }));
    let is_single = checks.len() == 1;
    // A rule that cannot be read has been reported.
    if !is_single && problems.len() == reported {
        let spans: Vec<_> = checks.iter().map(|check| check.span).collect();
        problems.push(catalogue::not_one_rule(node.span, &spans));
    }
    let check = checks.pop().filter(|_| is_single)?;
    let message = entry.text("message").map(|message| message.value);
    Some(Check { message, ..check })
}

/// Reads the rules that are keys of a field as well as of an entry of `validate`.
fn read_checks(object: &Object<'_>) -> Vec<Check> {
    let check = |rule: Rule, span: Span| Check {
        rule,
        message: None,
        span,
    };
    let text = |key: &str, rule: fn(String) -> Rule| {
        let written = object.text(key)?;
        Some(check(rule(written.value), written.span))
    };
    let number = |key: &str, rule: fn(Scalar) -> Rule| {
        let node = object.get(key)?;
        Some(check(rule(node.scalar()?.clone()), node.span))
    };
    let format = || {
        let word = object.text("format")?;
        let format = Format::named(&word.value)?;
        Some(check(Rule::Format(format), word.span))
    };
    let checks = [
        object
            .flag("not_blank")
            .map(|span| check(Rule::NotBlank, span)),
        text("min_length", Rule::MinLength),
        text("max_length", Rule::MaxLength),
        number("min", Rule::Min),
        number("max", Rule::Max),
        text("pattern", Rule::Pattern),
        format(),
    ];
    checks.into_iter().flatten().collect()
}
