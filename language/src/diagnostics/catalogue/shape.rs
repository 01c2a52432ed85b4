//! The shape of declarations.

use super::{Meant, list, quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::source::{Span, Spanned};
use crate::yaml::node::{Node, Value};

pub(crate) fn unknown_key(
    key: &Spanned<String>,
    place: &str,
    meant: Option<Meant>,
    known: &[&str],
) -> Diagnostic {
    let help = match meant {
        Some(meant) => suggest::help_with(meant),
        None => format!("{place} may hold {}", list(known)),
    };
    Diagnostic::error(
        code::UNKNOWN_KEY,
        format!("unknown key {} in {place}", quote(key)),
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
    let diagnostic = Diagnostic::error(
        code::WRONG_SHAPE,
        format!("{what} must be {expected}, not {found}"),
    )
    .at(node.span, format!("expected {expected}"));
    let help = match (&node.value, what) {
        (Value::List(items), "a field" | "a field of a nested type" | "`type`") => {
            Some(list_as_type(items))
        }
        (found, _) => shape_help(found, what, expected).map(str::to_owned),
    };
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Returns the spelling of what was meant by a list in place of a type: `[User]` is a list of users
/// elsewhere, and `[a, b]` an enum.
fn list_as_type(items: &[Node]) -> String {
    match items {
        [
            Node {
                value: Value::Scalar(item),
                ..
            },
        ] if item.text.chars().all(|c| c.is_alphanumeric() || c == '_') => {
            format!(
                "a list is written {}",
                quote(&format!("list<{}>", item.text))
            )
        }
        [] | [_] => "a list is written `list<string>`, for example".to_owned(),
        _ => {
            "declare an enum below `types:`, such as `Role: { enum: [admin, guest] }`, and use its \
              name as the type"
                .to_owned()
        }
    }
}

/// Returns the correct spelling of common wrong shapes.
fn shape_help(found: &Value, what: &str, expected: &str) -> Option<&'static str> {
    let is_scalar = matches!(found, Value::Scalar(scalar) if !scalar.is_null());
    let is_list = matches!(found, Value::List(_));
    let is_null = !is_scalar && matches!(found, Value::Scalar(_));
    Some(match what {
        "a variant" if is_null => "write `{}` for a variant without fields",
        "a model" if !is_list => "indent what belongs to a model further than its name",
        _ if is_null && expected == NAMED => "indent what belongs to it further than the key",
        "`unique`" if is_list => "give it a name: `unique: { by_tenant_name: [tenant, name] }`",
        "`enum`" if !is_list => "write `enum: [a, b]`",
        "`validate`" if !is_list => "write `validate: [{ min_length: 1 }]`",
        "a check" if is_scalar => "write `{ not_blank: true }`, for example",
        "an index" if is_list => "write `{ partition: <field>, sort: <field> }`",
        "a relation" if is_scalar => {
            "write `{ has_many: Post, foreign_key: author_id }`, for example"
        }
        "a variant" if is_scalar => "name what it holds: `{ value: string }`, for example",
        "a type" if is_list => "an enum is written `{ enum: [a, b] }`",
        "a type" if is_scalar => {
            "a type has fields, or is `{ enum: [a, b] }`, `{ union: … }` or `{ rust: \"crate::Path\" }`"
        }
        _ if is_list && expected == NAMED => "write each as `name: …`, without `-` and brackets",
        _ if is_scalar && expected == "`true` or `false`" => {
            "write one of the two, in small letters and without quotes"
        }
        _ => return None,
    })
}

/// The expected shape of a map whose keys are names.
pub(crate) const NAMED: &str = "a map from names to declarations";

pub(crate) fn several_lines(node: &Node, what: &str) -> Diagnostic {
    wrong_shape(node, what, "text in one line")
        .help("write it behind the colon; behind `|` and `>` a text ends with a line break")
}

pub(crate) fn projection_shape(node: &Node, meant: Option<Meant>) -> Diagnostic {
    let diagnostic = wrong_shape(node, "`project`", "`all`, `keys`, or a list of fields");
    match (meant, &node.value) {
        (Some(meant), _) => diagnostic.help(suggest::help_with(meant)),
        (None, Value::Scalar(_)) => diagnostic.help("write `project: [<field>]`"),
        (None, _) => diagnostic,
    }
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

pub(crate) fn unknown_choice(
    at: Span,
    key: &str,
    found: &str,
    meant: Option<Meant>,
    words: &[&str],
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        code::UNKNOWN_CHOICE,
        format!("{} cannot be {}", quote(key), quote(found)),
    );
    let diagnostic = diagnostic.at(at, format!("expected {}", list(words)));
    match meant {
        Some(meant) => diagnostic.help(suggest::help_with(meant)),
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
