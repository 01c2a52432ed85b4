//! Serialized types.

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::source::Span;

pub(crate) fn bad_exposure(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    let message = format!("the place of {} in input or output: {reason}", quote(field));
    Diagnostic::error(code::BAD_EXPOSURE, message)
        .at(at, "with `serde`")
        .help(help)
}

pub(crate) fn not_serialized(owner: &str, field: (&str, Span), ty: (&str, Span)) -> Diagnostic {
    let (owner, name, ty_name) = (quote(owner), quote(field.0), quote(ty.0));
    let message =
        format!("{owner} is serialized, and its field {name} consists of {ty_name}, which is not");
    Diagnostic::error(code::NOT_SERIALIZED, message)
        .at(field.1, "this field")
        .at(ty.1, "this type has no `serde`")
        .help(
            "add `serde: true` to the type (a nested type needs its long form, with `fields:`) or \
             to its file, or leave the field out with `serde: none`",
        )
}
