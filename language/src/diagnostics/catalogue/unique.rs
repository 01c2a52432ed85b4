//! Unique fields.

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::source::{Span, Spanned};

pub(crate) fn bad_unique(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        code::BAD_UNIQUE,
        format!("the field {} cannot be unique: {reason}", quote(field)),
    )
    .at(at, "unique")
    .help(help)
}

pub(crate) fn repeated_unique_field(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::error(
        code::UNIQUE_FIELDS,
        format!("the field {} is named twice", quote(name)),
    )
    .at(name.span, "again here")
    .at(first, "first here")
    .help("remove one of them")
}

pub(crate) fn unique_of_one(rule: &Spanned<String>, field: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(
        code::UNIQUE_FIELDS,
        format!("{} has the field {} alone", quote(rule), quote(field)),
    )
    .at(field.span, "the only field")
    .help(format!(
        "write `unique: true` below the field {}, or name more fields",
        quote(field)
    ))
}

pub(crate) fn same_unique_fields(
    (name, at): (&str, Span),
    (first, first_at): (&str, Span),
) -> Diagnostic {
    let message = format!(
        "{} is about the same fields as {}",
        quote(name),
        quote(first)
    );
    Diagnostic::error(code::UNIQUE_FIELDS, message)
        .at(at, "again here")
        .at(first_at, "first here")
        .help("remove one of them")
}

pub(crate) fn among_live_without_deletion(at: Span, model: &str) -> Diagnostic {
    Diagnostic::error(
        code::AMONG_LIVE,
        format!("items of {} are never soft-deleted", quote(model)),
    )
    .at(at, "among which all others are")
    .help("use `unique: true`, or add a field `{ type: timestamp?, auto: deleted }`")
}

pub(crate) fn guard_of_other_length(at: Span, fields: usize, names: usize) -> Diagnostic {
    let count = |count, what| match count {
        1 => format!("one {what}"),
        _ => format!("{count} {what}s"),
    };
    Diagnostic::error(
        code::GUARD_NAME,
        format!(
            "`guard` has {} for {}",
            count(names, "name"),
            count(fields, "field")
        ),
    )
    .at(at, "not one for each field")
    .help(
        "name what guards call each of the fields, in their order: the stored names that they had",
    )
}

pub(crate) fn empty_guard(at: Span) -> Diagnostic {
    Diagnostic::error(code::GUARD_NAME, "the name of a guard is empty")
        .at(at, "empty")
        .help("use the stored name that the field had, or remove `guard`")
}

pub(crate) fn repeated_guard_part(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::error(
        code::GUARD_NAME,
        format!("the guard has {} twice", quote(name)),
    )
    .at(name.span, "again here")
    .at(first, "first here")
    .help("give each field a name of its own")
}

pub(crate) fn same_guard((name, at): (&str, Span), (first, first_at): (&str, Span)) -> Diagnostic {
    let message = format!(
        "{} and {} have guards of the same name, so that values of one would be taken by the other",
        quote(first),
        quote(name)
    );
    Diagnostic::error(code::GUARD_NAME, message)
        .at(at, "this guard")
        .at(first_at, "and this")
        .help("let one of them say another `guard:`")
}

pub(crate) fn unique_without_method(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(
        code::NO_IDENTIFIER,
        format!("{} gives no Rust method", quote(name)),
    )
    .at(name.span, "no identifier")
    .help("start it with a letter, and use letters, digits, `_`, `-` and `.` only")
}

pub(crate) fn lookup_taken((name, at): (&str, Span), method: &str) -> Diagnostic {
    let message = format!(
        "the lookup by {} would hide the method {} of every repository",
        quote(name),
        quote(method)
    );
    Diagnostic::error(code::METHOD_TAKEN, message)
        .at(at, "taken")
        .help(format!(
            "call it {}, for example",
            quote(&format!("by_{method}"))
        ))
}

/// A declaration that gives a repository a method to look items up.
#[derive(Clone, Copy)]
pub(crate) enum Lookup {
    Index,
    UniqueField,
    UniqueFields,
}

impl Lookup {
    fn called(self, name: &str) -> String {
        let kind = match self {
            Self::Index => "index",
            Self::UniqueField => "unique field",
            Self::UniqueFields => "unique constraint",
        };
        format!("{kind} {}", quote(name))
    }
}

pub(crate) fn lookup_collision(
    model: &str,
    [
        (first, first_name, first_at),
        (second, second_name, second_at),
    ]: [(Lookup, &str, Span); 2],
    method: &str,
) -> Diagnostic {
    let (other, own) = (first.called(first_name), second.called(second_name));
    let message = format!(
        "the {other} and the {own} of {} both give the method {}",
        quote(model),
        quote(method)
    );
    let help = match first {
        Lookup::Index => format!(
            "rename the {other}; with `name: {first_name}` it keeps its name in DynamoDB. The {own} \
             needs no index for this method: if the index is for nothing else, remove it"
        ),
        _ => format!("rename the {other} or the {own}"),
    };
    Diagnostic::error(code::NAME_COLLISION, message)
        .at(second_at, "a lookup by unique values")
        .at(first_at, "and this")
        .help(help)
}
