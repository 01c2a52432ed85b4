//! Tables.

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::source::Span;

pub(crate) fn shared_table(at: Span, table: &str, first: Span, other: &str) -> Diagnostic {
    let message = format!(
        "the table {} already holds the model {}",
        quote(table),
        quote(other)
    );
    Diagnostic::error(code::SHARED_TABLE, message)
        .at(at, "this model")
        .at(first, "and this one")
        .help(
            "several models in one table are not supported yet; give one of them another `table:`",
        )
}

pub(crate) fn illegal_name(at: Span, what: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        code::ILLEGAL_NAME,
        format!(
            "DynamoDB does not accept {} as the name of {what}",
            quote(name)
        ),
    )
    .at(at, "3 to 255 of `a-z A-Z 0-9 _ - .`")
    .help(match what {
        "a table" => "name the table with `table:`",
        _ => "give it a name of 3 to 255 letters, digits, `_`, `-` and `.`",
    })
}

pub(crate) fn reserved_table(at: Span, table: &str) -> Diagnostic {
    Diagnostic::error(
        code::RESERVED_TABLE,
        format!("the table {} holds what is unique", quote(table)),
    )
    .at(at, "a table of Dynamite")
    .help("give the model another `table:`")
}
