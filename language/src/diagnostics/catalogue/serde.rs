//! Serialized types.

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::ir::Field;
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

/// What a patch would erase inside a field.
pub(crate) enum Erased<'a> {
    /// A field that input cannot set, and its place.
    Field(&'a str, Span),
    /// The undeclared attributes that the type keeps.
    Rest,
}

pub(crate) fn patch_erases(
    model: &str,
    field: &Field,
    ty: (&str, Span),
    erased: &Erased<'_>,
) -> Diagnostic {
    let (model, name, ty_name) = (quote(model), quote(&field.name), quote(ty.0));
    let (what, at, remedy) = match erased {
        Erased::Field(erased, at) => (
            format!("{} of {ty_name}, which input cannot set", quote(erased)),
            *at,
            "accept that from input as well",
        ),
        Erased::Rest => (
            format!("the undeclared attributes that {ty_name} keeps"),
            ty.1,
            "say `unknown: drop` if they may be lost",
        ),
    };
    // `create` would show a value that is only for input.
    let place = if field.serde.is_written() {
        "leave the field to new items with `serde: create`"
    } else {
        "leave the field out with `serde: none`"
    };
    let message = format!("a patch of {model} sets {name} as a whole, and would erase {what}");
    Diagnostic::error(code::PATCH_ERASES, message)
        .at(field.span, "this field is in the patch")
        .at(at, "this would be erased")
        .help(format!(
            "{place}, and change it by updates of what is inside it; or {remedy}"
        ))
}
