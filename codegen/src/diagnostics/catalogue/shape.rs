//! The shape of declarations.

use super::{list, quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

pub(crate) fn unknown_key(key: &Spanned<String>, place: &str, known: &[&str]) -> Diagnostic {
    let help = suggest::did_you_mean(key, known.iter().copied())
        .unwrap_or_else(|| format!("{place} may hold {}", list(known)));
    Diagnostic::error(
        code::UNKNOWN_KEY,
        format!("{place} has no key {}", quote(key)),
    )
    .at(key.span, "unknown key")
    .help(help)
}

pub(crate) fn not_supported_yet(at: Span, what: &str) -> Diagnostic {
    Diagnostic::error(
        code::NOT_SUPPORTED_YET,
        format!("{what} is not supported yet"),
    )
    .at(at, "not supported yet")
    .help("remove it; it is refused rather than ignored, so that nothing is lost in silence")
}

pub(crate) fn wrong_shape(node: &Node, what: &str, expected: &str) -> Diagnostic {
    let found = match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => "nothing".to_owned(),
        Value::Scalar(scalar) if scalar.plain => quote(&scalar.text),
        Value::Scalar(scalar) => format!("the text {}", quote(&scalar.text)),
        Value::List(items) if items.is_empty() => "an empty list".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
    };
    Diagnostic::error(
        code::WRONG_SHAPE,
        format!("{what} must be {expected}, not {found}"),
    )
    .at(node.span, format!("expected {expected}"))
}

pub(crate) fn empty_variant(node: &Node) -> Diagnostic {
    wrong_shape(node, "a variant", "a map from names to declarations")
        .help("write `{}` for a variant without fields")
}

pub(crate) fn key_shape(node: &Node) -> Diagnostic {
    let diagnostic = wrong_shape(node, "`key`", "a field, or partition and sort");
    match &node.value {
        Value::List(_) => diagnostic.help("write `key: { partition: <field>, sort: <field> }`"),
        _ => diagnostic,
    }
}

pub(crate) fn missing_key(at: Span, place: &str, key: &str) -> Diagnostic {
    let help = match (place, key) {
        ("a model", "key") => "add `key: <field>`, or `key: { partition: <field>, sort: <field> }`",
        ("a model", "fields") => "add `fields:` with a line for each field, such as `name: string`",
        ("a field" | "a field of a nested type", "type") => "add `type:`, such as `type: string`",
        ("an index", "partition") => "add `partition: <field>`",
        _ => return missing(at, place, key).help(format!("add `{key}:`")),
    };
    missing(at, place, key).help(help)
}

fn missing(at: Span, place: &str, key: &str) -> Diagnostic {
    Diagnostic::error(code::MISSING_KEY, format!("{place} needs {}", quote(key)))
        .at(at, format!("{} is missing", quote(key)))
}

pub(crate) fn unknown_choice(at: Span, key: &str, found: &str, words: &[&str]) -> Diagnostic {
    let help = suggest::did_you_mean(found, words.iter().copied());
    let diagnostic = Diagnostic::error(
        code::UNKNOWN_CHOICE,
        format!("{} cannot be {}", quote(key), quote(found)),
    );
    let diagnostic = diagnostic.at(at, format!("expected {}", list(words)));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

pub(crate) fn newer_format(format: &Spanned<String>, known: &str) -> Diagnostic {
    let message = format!(
        "this file has format {}; this Dynamite reads format {known}",
        quote(format)
    );
    Diagnostic::error(code::NEWER_FORMAT, message)
        .at(format.span, "unknown format")
        .help("update Dynamite, or write the file in the older format")
}

pub(crate) fn two_type_forms(second: &Spanned<String>, first: &Spanned<String>) -> Diagnostic {
    let message = format!(
        "a type cannot have both {} and {}",
        quote(first),
        quote(second)
    );
    Diagnostic::error(code::TYPE_FORM, message)
        .at(second.span, "this makes it one form")
        .at(first.span, "this makes it another")
        .help("a nested type with a field of such a name needs the long form: `{ fields: { … } }`")
}
