//! Fields that are being renamed, removed ones and those that older items lack.

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::ir::{Field, Renaming};
use crate::source::{Span, Spanned};

pub(crate) fn renamed_without_phase(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "the field {} has `renamed_from:` without a phase",
        quote(field)
    );
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, "which attribute is read is not known")
        .help(
            "begin with `phase: expand`; once the rename is over, remove `renamed_from:` and `phase:`",
        )
}

pub(crate) fn phase_without_rename(at: Span, field: &str) -> Diagnostic {
    let message = format!("the field {} has a phase, and is not renamed", quote(field));
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, "the phase of what?")
        .help("name its former attribute with `renamed_from:`, or remove `phase:`")
}

pub(crate) fn bad_phase(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    let message = format!(
        "the field {} cannot be renamed in phases: {reason}",
        quote(field)
    );
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, "renamed here")
        .help(help)
}

/// `other` is the field that has the attribute which the renamed one does not read.
pub(crate) fn second_attribute(
    at: Span,
    field: &Field,
    renaming: &Renaming,
    other: &Field,
) -> Diagnostic {
    let message = format!(
        "the field {} is also stored as {} while it is renamed, as {} is",
        quote(&field.name),
        quote(renaming.other()),
        quote(&other.name)
    );
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, "renamed here")
        .at(other.span, "this field has the attribute")
        .help("store one of them under another name with `attribute:`")
}

/// `former` is the stored name before the rename.
pub(crate) fn guard_of_renamed(at: Span, field: &str, former: &str) -> Diagnostic {
    let message = format!(
        "the unique field {} is renamed, and its guards would not be found any more",
        quote(field)
    );
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, "guards have the name of the attribute")
        .help(format!(
            "keep the name they have: `guard: {former}` in the map of `unique:`, for good"
        ))
}

/// `field` is the one that has the attribute.
pub(crate) fn removed_attribute(name: &Spanned<String>, field: &Field) -> Diagnostic {
    let message = format!(
        "{} is removed, and the attribute of the field {}",
        quote(name),
        quote(&field.name)
    );
    Diagnostic::error(code::REMOVED_ATTRIBUTE, message)
        .at(name.span, "removed here")
        .at(field.span, "this field has it")
        .help("remove one of the two: what is removed is read by nothing")
}

pub(crate) fn bad_since(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    let message = format!(
        "the field {} has no value in items that are older: {reason}",
        quote(field)
    );
    Diagnostic::error(code::BAD_SINCE, message)
        .at(at, "older than this migration")
        .help(help)
}
