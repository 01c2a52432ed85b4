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

/// `index` is the name in DynamoDB of an index that holds the field.
pub(crate) fn index_of_renamed(at: Span, field: &str, index: &str) -> Diagnostic {
    let reason = format!(
        "the index {} holds one of its attributes, and takes over from no index with the other one",
        quote(index)
    );
    let help = format!(
        "an index cannot be changed: declare it under another `name:`, with `renamed_from: {index}`, or \
         keep the attribute with `attribute:`"
    );
    bad_phase(at, field, &reason, &help)
}

/// `index` is the name in DynamoDB of an index that holds the field.
pub(crate) fn local_index_of_renamed(at: Span, field: &str, index: &str) -> Diagnostic {
    let reason = format!(
        "the index {} holds one of its attributes, and a local index is made only with its table",
        quote(index)
    );
    let help = "keep the attribute with `attribute:`, or declare a global index";
    bad_phase(at, field, &reason, help)
}

/// `former` is the name in DynamoDB of the index that another one takes over from.
pub(crate) fn nothing_renamed_in(former: &Spanned<String>, index: &str) -> Diagnostic {
    let message = format!(
        "the index {} takes over from {}, and holds no field that is being renamed",
        quote(index),
        quote(former)
    );
    Diagnostic::error(code::BAD_PHASE, message)
        .at(former.span, "in which phase?")
        .help(
            "once the rename is over, remove `renamed_from:`; an index of another form is replaced by a \
             migration: `index: { replace: … }`",
        )
}

/// Both fields are given by their names and the places of their former attributes.
pub(crate) fn two_phases_in(index: &str, field: (&str, Span), first: (&str, Span)) -> Diagnostic {
    let message = format!(
        "the fields {} and {} of the index {} are in different phases",
        quote(first.0),
        quote(field.0),
        quote(index)
    );
    Diagnostic::error(code::BAD_PHASE, message)
        .at(field.1, "renamed here")
        .at(first.1, "and here, in another phase")
        .help("an index holds either the former attributes or the new ones: change both phases together")
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
