//! Normalization and checks of a field.

use dynamite_core::limits::MAX_ITEM_BYTES;
use dynamite_core::rules::NORMALIZATION_NAMES;

use super::object::{Object, unknown_word};
use super::yaml_keys;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Format, Normalize, Pattern, Step};
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

/// The rule of a check, whose number is not yet one of the field's type.
pub(crate) type Rule = dynamite_core::rules::Rule<Scalar, Pattern, String>;

/// Reads the rules among the keys of a field.
pub(super) fn read(field: &Object<'_>, problems: &mut Problems) -> Rules {
    let normalize = field
        .get("normalize")
        .map(|node| read_normalize(node, problems));
    let validate = field
        .get("validate")
        .map(|node| read_validate(node, problems));
    let mut checks = read_checks(field, problems);
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
        let function = Object::open(node, node.span, &yaml_keys::RUST_NORMALIZE, problems)?;
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
    let entry = Object::open(node, node.span, &yaml_keys::CHECK, problems)?;
    let mut checks = read_checks(&entry, problems);
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
fn read_checks(object: &Object<'_>, problems: &mut Problems) -> Vec<Check> {
    let mut length = |key: &str, rule: fn(usize) -> Rule| {
        let written = object.text(key)?;
        let length = read_length(&written, problems)?;
        Some(Spanned::new(rule(length), written.span))
    };
    let number = |key: &str, rule: fn(Scalar) -> Rule| {
        let node = object.get(key)?;
        Some(Spanned::new(rule(node.scalar()?.clone()), node.span))
    };
    let pattern = || {
        let Spanned { value, span } = object.text("pattern")?;
        Some(Spanned::new(Rule::Pattern(Pattern::from(value)), span))
    };
    let format = || {
        let word = object.text("format")?;
        let format = Format::named(&word.value)?;
        Some(Spanned::new(Rule::Format(format), word.span))
    };
    let not_blank = object.flag("not_blank");
    let rules = [
        not_blank.map(|span| Spanned::new(Rule::NotBlank, span)),
        length("min_length", Rule::MinLength),
        length("max_length", Rule::MaxLength),
        number("min", Rule::Min),
        number("max", Rule::Max),
        pattern(),
        format(),
    ];
    let checks = rules.into_iter().flatten().map(|rule| Check {
        rule: rule.value,
        message: None,
        span: rule.span,
    });
    checks.collect()
}

fn read_length(written: &Spanned<String>, problems: &mut Problems) -> Option<usize> {
    let length = written.value.parse().ok();
    let length = length.filter(|it| *it <= MAX_ITEM_BYTES);
    if length.is_none() {
        problems.push(catalogue::length_out_of_range(written.span, MAX_ITEM_BYTES));
    }
    length
}
