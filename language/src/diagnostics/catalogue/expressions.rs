//! Expressions.

use super::{list, quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::source::Span;

pub(crate) fn expression_syntax(at: Span, message: &str, help: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::error(
        code::EXPRESSION_SYNTAX,
        format!("an expression is malformed: {message}"),
    )
    .at(at, "not understood from here");
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

pub(crate) fn expression_too_large(at: Span, message: &str) -> Diagnostic {
    Diagnostic::error(code::EXPRESSION_TOO_LARGE, message)
        .at(at, "too large")
        .help("compute a part of it in a step of its own")
}

pub(crate) fn unknown_function(
    at: Span,
    name: &str,
    elsewhere: Option<&str>,
    known: impl IntoIterator<Item = &'static str>,
) -> Diagnostic {
    let help = match elsewhere {
        Some(ours) => Some(suggest::called(ours)),
        None => suggest::near(name, known),
    };
    let help = help.unwrap_or_else(|| {
        "the guide lists all functions on its page about expressions".to_owned()
    });
    Diagnostic::error(
        code::UNKNOWN_FUNCTION,
        format!("there is no function {}", quote(name)),
    )
    .at(at, "unknown function")
    .help(help)
}

pub(crate) fn unknown_name(
    at: Span,
    name: &str,
    known: &[String],
    is_function: bool,
) -> Diagnostic {
    let help = if is_function {
        format!("a function is called with brackets: `{name}(…)`")
    } else {
        suggest::near(name, known.iter().map(String::as_str))
            .unwrap_or_else(|| format!("a string stands in quotes; fields are {}", fields(known)))
    };
    Diagnostic::error(
        code::UNKNOWN_IN_EXPRESSION,
        format!("there is no field {}", quote(name)),
    )
    .at(at, "unknown field")
    .help(help)
}

pub(crate) fn unknown_member(at: Span, name: &str, record: &str, known: &[String]) -> Diagnostic {
    let help = suggest::near(name, known.iter().map(String::as_str))
        .unwrap_or_else(|| format!("its fields are {}", fields(known)));
    Diagnostic::error(
        code::UNKNOWN_IN_EXPRESSION,
        format!("{} has no field {}", quote(record), quote(name)),
    )
    .at(at, "unknown field")
    .help(help)
}

/// Lists fields, but not hundreds of them.
fn fields(known: &[String]) -> String {
    let shown: Vec<_> = known.iter().take(12).map(String::as_str).collect();
    let more = if known.len() > shown.len() {
        ", and others"
    } else {
        ""
    };
    format!("{}{more}", list(&shown).replace(" or ", " and "))
}

pub(crate) fn unknown_constant(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        code::UNKNOWN_IN_EXPRESSION,
        format!("there is no constant {}", quote(&format!("${name}"))),
    )
    .at(at, "unknown constant")
    .help("declare it, or write its value")
}

pub(crate) fn argument_count(at: Span, name: &str, signatures: &[String]) -> Diagnostic {
    let signatures: Vec<_> = signatures.iter().map(|it| format!("`{it}`")).collect();
    Diagnostic::error(
        code::ARGUMENT_COUNT,
        format!("{} takes other arguments", quote(name)),
    )
    .at(
        at,
        "too few arguments, too many, or a function in the wrong place",
    )
    .help(format!("it is called as {}", signatures.join(" or ")))
}

/// `expected` is a type, several with `or` between them, or words that begin with an article.
pub(crate) fn expression_type(
    at: Span,
    expected: &str,
    found: &str,
    help: Option<&str>,
) -> Diagnostic {
    let expected = if expected.starts_with("a ") {
        expected.to_owned()
    } else {
        list(&expected.split(" or ").collect::<Vec<_>>())
    };
    let problem = Diagnostic::error(
        code::EXPRESSION_TYPE,
        format!("expected {expected}, and this is {}", quote(found)),
    )
    .at(at, format!("expected {expected}"));
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

pub(crate) fn function_as_value(at: Span) -> Diagnostic {
    Diagnostic::error(
        code::EXPRESSION_TYPE,
        "a function of an item is no value, and cannot stand here",
    )
    .at(at, "only an argument, as in `map(list, item -> …)`")
}

pub(crate) fn may_be_null(at: Span) -> Diagnostic {
    Diagnostic::error(code::MAY_BE_NULL, "this value may be null, which is not taken here")
        .at(at, "may be null")
        .help("say what null means: `coalesce(value, otherwise)`, for the items of a list `compact(list)`")
}

pub(crate) fn bad_constant(at: Span, reason: &str) -> Diagnostic {
    let reason = reason.trim();
    Diagnostic::error(
        code::BAD_CONSTANT,
        format!("this constant cannot be used: {reason}"),
    )
    .at(at, "cannot be used")
}

pub(crate) fn unknown_word(at: Span, word: &str, words: &'static [&'static str]) -> Diagnostic {
    let help = suggest::near(word, words.iter().copied());
    Diagnostic::error(
        code::BAD_CONSTANT,
        format!("{} is none of the words that can stand here", quote(word)),
    )
    .at(at, "unknown word")
    .help(help.unwrap_or_else(|| format!("write {}", list(words))))
}

pub(crate) fn not_a_word(at: Span, words: &'static [&'static str]) -> Diagnostic {
    Diagnostic::error(code::BAD_CONSTANT, "a word without quotes stands here")
        .at(at, "not a word")
        .help(format!("write {}", list(words)))
}

pub(crate) fn not_constant(at: Span) -> Diagnostic {
    Diagnostic::error(
        code::BAD_CONSTANT,
        "regular expressions and patterns of times are constants",
    )
    .at(at, "not a constant string")
    .help("write it as a string, so that it is checked before it is used")
}
