//! Names: declared, and in Rust.

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::ir::Scalar;
use crate::source::{Span, Spanned};

pub(crate) fn empty_name(at: Span) -> Diagnostic {
    Diagnostic::error(code::NO_IDENTIFIER, "a name cannot be empty")
        .at(at, "expected a name")
        .help("write a name of letters, digits and `_`")
}

pub(crate) fn duplicate_name(name: &Spanned<String>, what: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        code::DUPLICATE_NAME,
        format!("the {what} {} is declared twice", quote(name)),
    )
    .at(name.span, "declared again here")
    .at(first, "first declared here")
    .help("models and types share one set of names across all files; rename one of them")
}

pub(crate) fn duplicate_enum_value(value: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::error(
        code::DUPLICATE_NAME,
        format!("the value {} is listed twice", quote(value)),
    )
    .at(value.span, "again here")
    .at(first, "first here")
    .help("remove one of them")
}

pub(crate) fn name_collision(
    what: &str,
    owner: &str,
    [first, second]: [(&str, Span); 2],
    rust_name: &str,
) -> Diagnostic {
    let message = format!(
        "{} and {}, two {what} of {}, would both be {} in Rust",
        quote(first.0),
        quote(second.0),
        quote(owner),
        quote(rust_name)
    );
    let help = if matches!(what, "indexes" | "relations") {
        "rename one of them"
    } else {
        "give one of them another Rust name with `rust_name:`; the stored name stays"
    };
    Diagnostic::error(code::NAME_COLLISION, message)
        .at(second.1, "this one")
        .at(first.1, "and this one")
        .help(help)
}

pub(crate) fn generated_collision(
    name: &str,
    (first, first_at): (&str, Option<Span>),
    (second, second_at): (&str, Span),
) -> Diagnostic {
    let message = format!(
        "the name {} is needed for {first} and for {second}",
        quote(name)
    );
    let diagnostic = Diagnostic::error(code::GENERATED_COLLISION, message).at(second_at, second);
    let diagnostic = match first_at {
        Some(at) => diagnostic.at(at, first),
        None => diagnostic,
    };
    diagnostic.help(
        "rename one of them (`plural:` renames a repository, `rust_name:` a value of an enum)",
    )
}

pub(crate) fn no_identifier(name: &Spanned<String>, case: &str, given: bool) -> Diagnostic {
    let message = if name.is_empty() {
        "empty text gives no Rust identifier".to_owned()
    } else {
        format!("{} gives no Rust identifier", quote(name))
    };
    let help = if given {
        match case {
            "snake_case" => {
                "a Rust name is snake_case: small ASCII letters, digits (not first) and \
                             single `_`"
                    .to_owned()
            }
            _ => {
                format!("a Rust name is {case}: ASCII letters, digits (not first) and nothing else")
            }
        }
    } else {
        "give it a Rust name with `rust_name:`; the stored name stays as it is".to_owned()
    };
    Diagnostic::error(code::NO_IDENTIFIER, message)
        .at(name.span, "no identifier")
        .help(help)
}

pub(crate) fn index_without_method(name: &Spanned<String>) -> Diagnostic {
    let message = format!("the index name {} gives no Rust method", quote(name));
    Diagnostic::error(code::NO_IDENTIFIER, message)
        .at(name.span, "no identifier")
        .help("start it with a letter, and use letters, digits, `_`, `-` and `.` only")
}

pub(crate) fn bad_type_name(
    name: &Spanned<String>,
    what: &str,
    better: Option<&str>,
) -> Diagnostic {
    let message = format!(
        "the {what} name {} is not an UpperCamel identifier",
        quote(name)
    );
    let help = match better {
        Some(better) => format!("call it {}", quote(better)),
        None => "start it with a capital letter, and use ASCII letters and digits only".to_owned(),
    };
    Diagnostic::error(code::TYPE_NAME, message)
        .at(name.span, "it names a Rust struct")
        .help(help)
}

pub(crate) fn long_type_name(at: Span, name: &str, limit: usize) -> Diagnostic {
    let message = format!(
        "the name {} is too long for the name of a file",
        quote(name)
    );
    Diagnostic::error(code::TYPE_NAME, message)
        .at(
            at,
            format!("at most {limit} letters, digits and `_` in snake case"),
        )
        .help("use a shorter name; `table:` keeps the name of a table")
}

pub(crate) fn bad_plural(at: Span, model: &str, plural: &str, reason: &str) -> Diagnostic {
    let message = format!(
        "the plural {} of {} cannot be used: {reason}",
        quote(plural),
        quote(model)
    );
    Diagnostic::error(code::PLURAL, message)
        .at(at, "the repository is named by the plural")
        .help("give another one with `plural:`, such as `plural: NewsItems`")
}

pub(crate) fn method_taken(name: &Spanned<String>, method: &str) -> Diagnostic {
    let message = format!(
        "the index {} would hide the method {} of every repository",
        quote(name),
        quote(method)
    );
    Diagnostic::error(code::METHOD_TAKEN, message)
        .at(name.span, "taken")
        .help(format!(
            "call it {}, for example",
            quote(&format!("by_{method}"))
        ))
}

pub(crate) fn no_codec(path: &Spanned<String>) -> Diagnostic {
    let message = format!("the Rust type {} has no codec", quote(path));
    let how = "say with `codec:` how it is stored";
    let ours = Scalar::named(&path.to_ascii_lowercase());
    let help = match ours.map(Scalar::name) {
        Some(ours) => format!("{how}, or write `{ours}` as the type of the fields"),
        // Values are owned.
        None if path.as_str() == "str" => "text is a `String`, and `string` in a schema".to_owned(),
        None => format!("{how}: the path of a `Codec` whose `Value` it is, or `serde`"),
    };
    Diagnostic::error(code::NO_CODEC, message)
        .at(path.span, "not its own codec")
        .help(help)
}

pub(crate) fn serde_in_key(ty: Span) -> Diagnostic {
    let message = "a key cannot be stored as serde writes it";
    Diagnostic::error(code::UNINDEXABLE, message)
        .at(ty, "has `key` and `codec: serde`")
        .help("remove `key`, or name a codec whose `Stored` is a string, number or bytes")
}

pub(crate) fn bad_rust_path(path: &Spanned<String>, what: &str, example: &str) -> Diagnostic {
    let message = format!("{} is not the path of {what}", quote(path));
    Diagnostic::error(code::RUST_PATH, message)
        .at(path.span, "expected a path")
        .help(format!(
            "write a path from a crate, without generic arguments, such as `{example}`"
        ))
}

pub(crate) fn derived_anyway(path: &Spanned<String>) -> Diagnostic {
    let message = format!("the type has {} without `derive`", quote(path));
    Diagnostic::error(code::DERIVED_TWICE, message)
        .at(path.span, "a second implementation")
        .help("remove it from the list")
}

pub(crate) fn derived_twice(path: &Spanned<String>) -> Diagnostic {
    let message = format!("{} is in the list twice", quote(path));
    Diagnostic::error(code::DERIVED_TWICE, message)
        .at(path.span, "a second implementation")
        .help("remove one of the two")
}
