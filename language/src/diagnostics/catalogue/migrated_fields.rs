//! What migration files name in models: fields, and those inside nested types and variants.

use super::{list, quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::source::{Span, Spanned};

pub(crate) fn no_migrated_field<'k>(
    name: &Spanned<String>,
    owner: &str,
    when: &str,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let known: Vec<_> = known.collect();
    let help = suggest::near(name, known.iter().copied()).unwrap_or_else(|| {
        let few = known.get(..12).unwrap_or(&known);
        format!("it has {}", list(few))
    });
    let message = format!(
        "{} has no field {} in the schema {when} the migration",
        quote(owner),
        quote(name)
    );
    Diagnostic::error(code::NO_SUCH_FIELD, message)
        .at(name.span, "unknown field")
        .help(help)
}

pub(crate) fn no_migrated_variant<'k>(
    name: &Spanned<String>,
    union: &str,
    when: &str,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let known: Vec<_> = known.collect();
    let help = suggest::near(name, known.iter().copied())
        .unwrap_or_else(|| format!("it has {}", list(&known)));
    let message = format!(
        "the union {} has no variant {} in the schema {when} the migration",
        quote(union),
        quote(name)
    );
    Diagnostic::error(code::NO_SUCH_FIELD, message)
        .at(name.span, "unknown variant")
        .help(help)
}

pub(crate) fn step_of_variant<'f>(
    at: Span,
    union: &str,
    variant: &str,
    fields: impl Iterator<Item = &'f str>,
) -> Diagnostic {
    let fields: Vec<_> = fields.collect();
    let message = format!(
        "{} is a variant of {}, and steps change its fields",
        quote(variant),
        quote(union)
    );
    let help = if fields.is_empty() {
        "it has none".to_owned()
    } else {
        format!("it has {}", list(&fields))
    };
    Diagnostic::error(code::NO_SUCH_FIELD, message)
        .at(at, "no field")
        .help(help)
}

pub(crate) fn nothing_inside(at: Span, owner: &str, field: &str) -> Diagnostic {
    let message = format!(
        "{} of {} has no fields inside that a step can change",
        quote(field),
        quote(owner)
    );
    Diagnostic::error(code::NOT_SUPPORTED_YET, message)
        .at(at, "no nested type or union")
        .help("steps reach into fields whose type is a nested type or a union with a tag")
}

/// `reason` says what the values are in, and what would have to be done.
pub(crate) fn step_out_of_reach(at: Span, path: &str, reason: &str) -> Diagnostic {
    let message = format!(
        "steps do not reach what is inside {}: {reason} is not supported yet",
        quote(path)
    );
    Diagnostic::error(code::NOT_SUPPORTED_YET, message)
        .at(at, "not supported yet")
        .help(
            "change the schema so that items can be read as they are: a new field may be optional",
        )
}

pub(crate) fn variant_in_expression(at: Span, path: &str) -> Diagnostic {
    let message = format!(
        "the path {} is that of a field in a variant, and reading that in an expression is not supported yet",
        quote(path)
    );
    Diagnostic::error(code::NOT_SUPPORTED_YET, message)
        .at(at, "not supported yet")
        .help(
            "expressions read a union as it is stored, whichever variant that is: leave the variant out",
        )
}
