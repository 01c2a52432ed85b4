//! Fields that are being renamed, removed ones and those that older items lack.

use dynamite_core::NoWayBack;

use super::{list, quote};
use crate::diagnostics::{Diagnostic, code};
use crate::ir::{Field, Renaming};
use crate::source::{Span, Spanned};

/// `key` is the one that names the former attribute.
pub(crate) fn former_without_phase(at: Span, field: &str, key: &str) -> Diagnostic {
    let message = format!("the field {} has `{key}:` without a phase", quote(field));
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, "which attribute is read is not known")
        .help(format!(
            "begin with `phase: expand`; once the change is over, remove `{key}:` and `phase:`"
        ))
}

pub(crate) fn phase_without_rename(at: Span, field: &str) -> Diagnostic {
    let message = format!("the field {} has a phase, and is not renamed", quote(field));
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, "the phase of what?")
        .help(
            "name its former attribute with `renamed_from:` or `retyped_from:`, or remove `phase:`",
        )
}

/// `done` is what is done to the field: `renamed`.
pub(crate) fn bad_phase(
    at: Span,
    (field, done): (&str, &str),
    reason: &str,
    help: &str,
) -> Diagnostic {
    let message = format!(
        "the field {} cannot be {done} in phases: {reason}",
        quote(field)
    );
    Diagnostic::error(code::BAD_PHASE, message)
        .at(at, format!("{done} here"))
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
    bad_phase(at, (field, "renamed"), &reason, &help)
}

/// `index` is the name in DynamoDB of an index that holds the field.
pub(crate) fn local_index_of_renamed(at: Span, field: &str, index: &str) -> Diagnostic {
    let reason = format!(
        "the index {} holds one of its attributes, and a local index is made only with its table",
        quote(index)
    );
    let help = "keep the attribute with `attribute:`, or declare a global index";
    bad_phase(at, (field, "renamed"), &reason, help)
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

pub(crate) fn no_way_back(at: Span, field: &str, why: NoWayBack) -> Diagnostic {
    let reason = why.reason();
    let message = format!(
        "the field {} cannot be retyped in phases: {reason}",
        quote(field)
    );
    Diagnostic::error(code::BAD_RETYPE, message)
        .at(at, "retyped here")
        .help(match why {
            NoWayBack::SameForm => {
                "a field that only gets another attribute is renamed: `renamed_from:` in place of \
                 `retyped_from:`"
            }
            NoWayBack::Numbers => {
                "change the type alone, once programs with the former one are gone: the attribute stays"
            }
            NoWayBack::Coarser | NoWayBack::Offset | NoWayBack::Never => {
                "choose a form with `as:` that holds no more, or declare a field of its own beside it, which \
                 the step `retype` of a migration fills"
            }
            NoWayBack::Float | NoWayBack::Fewer => {
                "declare a field of its own beside it, which the step `retype` of a migration fills"
            }
        })
}

fn bad_retype(at: Span, message: String, here: &'static str) -> Diagnostic {
    Diagnostic::error(code::BAD_RETYPE, message).at(at, here)
}

pub(crate) fn renamed_and_retyped(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "the field {} is renamed and retyped, and has one former attribute",
        quote(field)
    );
    bad_retype(at, message, "renamed here")
        .help("`retyped_from:` names the attribute too: remove `renamed_from:`")
}

pub(crate) fn retyped_with_codec(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "the field {} has a codec, and what that stores has no way back that is known",
        quote(field)
    );
    bad_retype(at, message, "stored as a Rust function says")
        .help("declare a field of its own beside it, which programs fill")
}

pub(crate) fn optional_former(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "the former type of the field {} says that it may be absent",
        quote(field)
    );
    bad_retype(at, message, "only the field says that").help("remove `?`")
}

pub(crate) fn former_values_of_no_enum(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "the field {} has former values, which only enums of the same type have",
        quote(field)
    );
    bad_retype(at, message, "retyped here").help(
        "say the former form with `type:` or `as:`, or the former values of an enum with `values:`",
    )
}

pub(crate) fn former_values_of_open_enum(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "the field {} has former values, and its enum holds any other text besides",
        quote(field)
    );
    bad_retype(at, message, "a former value may be such a text")
        .help("remove `catch_all` of the enum, or declare a field of its own beside it")
}

pub(crate) fn former_of_unknown_value(value: &Spanned<String>, known: &[&str]) -> Diagnostic {
    let message = format!("the enum has no value {}", quote(value));
    bad_retype(value.span, message, "no value of the enum").help(format!(
        "the keys of `values:` are values of the enum, each with what was stored before: {}",
        list(known)
    ))
}

pub(crate) fn former_value_twice(at: Span, field: &str, value: &str) -> Diagnostic {
    let message = format!(
        "two values of the field {} were stored as {}",
        quote(field),
        quote(value)
    );
    bad_retype(at, message, "which of the two was it?")
        .help("let each value of the enum have a former one of its own")
}
