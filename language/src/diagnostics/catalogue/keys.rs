//! Keys and expiry.

use super::{quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::ir::{Field, NamedType};
use crate::source::{Span, Spanned};

/// `types` are those of the schema.
pub(crate) fn no_such_field(
    name: &Spanned<String>,
    model: &str,
    fields: &[Field],
    types: &[NamedType],
) -> Diagnostic {
    let help = of_attribute(name, fields, types)
        .or_else(|| suggest::near(name, fields.iter().map(|field| field.name.as_str())))
        .unwrap_or_else(|| format!("declare it below `fields:` of {}", quote(model)));
    Diagnostic::error(
        code::NO_SUCH_FIELD,
        format!("{} has no field {}", quote(model), quote(name)),
    )
    .at(name.span, "unknown field")
    .help(help)
}

/// Returns the help for the name of an attribute, where that of a field is expected.
fn of_attribute(name: &str, fields: &[Field], types: &[NamedType]) -> Option<String> {
    let of = |field: &&Field| field.attributes(types).contains(&name);
    let field = fields.iter().find(of)?;
    let (name, field_name) = (quote(name), quote(&field.name));
    Some(if field.flatten {
        format!(
            "{name} is an attribute of the flattened union {field_name}; those of a union are in no key \
             and not unique"
        )
    } else {
        format!("{name} is the attribute of the field {field_name}: write the name of the field")
    })
}

pub(crate) fn optional_key(name: &Spanned<String>, field: Span) -> Diagnostic {
    Diagnostic::error(
        code::OPTIONAL_KEY,
        format!("the key field {} is optional", quote(name)),
    )
    .at(name.span, "every item has a key")
    .at(field, "declared here")
    .help("remove the `?` from its type")
}

pub(crate) fn key_offset(name: &Spanned<String>, field: Span) -> Diagnostic {
    let message = format!("the key field {} does not say its offset", quote(name));
    Diagnostic::error(code::KEY_OFFSET, message)
        .at(name.span, "one time would be several keys")
        .at(field, "read with any offset")
        .help("name the offset that is stored: `as: { iso_offset: \"+00:00\" }`")
}

/// `forms` are the stored form, and the one that is a number.
pub(crate) fn text_order(
    name: &Spanned<String>,
    field: Span,
    [form, number]: [&str; 2],
    digits: u8,
) -> Diagnostic {
    let message = format!("the sort key {} is not in the order of time", quote(name));
    Diagnostic::warning(code::TEXT_ORDER, message)
        .at(name.span, format!("ordered as text, by {}", quote(form)))
        .at(field, "declared here")
        .help(format!(
            "times from 2001-09-09 to 2286-11-20 have {digits} digits and are in order; others \
             are not, and no range of them can be queried. Use {} if that matters",
            quote(number)
        ))
}

pub(crate) fn empty_value_in_key(name: &Spanned<String>, ty: &str, value: Span) -> Diagnostic {
    let message = format!(
        "the field {} cannot be part of a key: {} has an empty value",
        quote(name),
        quote(ty)
    );
    Diagnostic::error(code::UNINDEXABLE, message)
        .at(name.span, "DynamoDB accepts no empty strings in keys")
        .at(value, "this would be one")
        .help("store another text for the value, or leave the field out of keys")
}

/// Names the types whose values DynamoDB accepts in keys.
pub(crate) fn use_a_key_type() -> String {
    let types = super::families(|scalar| scalar.key_kind().is_some());
    let types: Vec<_> = types.iter().map(|family| family.name()).collect();
    format!(
        "use a field of type {} or an enum (a Rust type says what it is with `key:`)",
        types.join(", ")
    )
}

pub(crate) fn unindexable(name: &Spanned<String>, field: &Field) -> Diagnostic {
    Diagnostic::error(
        code::UNINDEXABLE,
        format!("the field {} cannot be part of a key", quote(name)),
    )
    .at(
        name.span,
        "DynamoDB keys are strings, exact numbers or bytes",
    )
    .at(field.span, "declared here")
    .help(use_a_key_type())
}

pub(crate) fn repeated_key_field(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::error(
        code::REPEATED_KEY_FIELD,
        format!("the field {} is in this key twice", quote(name)),
    )
    .at(name.span, "again here")
    .at(first, "first here")
    .help("remove one of them: it would order nothing")
}

pub(crate) fn ttl_not_timestamp(name: &Spanned<String>, ty: &str) -> Diagnostic {
    bad_ttl(
        name,
        name.span,
        &format!("its type is {}", quote(ty)),
        "make its type `timestamp` or `timestamp?`",
    )
}

pub(crate) fn ttl_format(at: Span, name: &Spanned<String>) -> Diagnostic {
    bad_ttl(
        name,
        at,
        "DynamoDB reads seconds since 1970 only",
        "remove `as:`, since `ttl` sets `epoch_s`; if a number stands for \"never\", write it: `as: { epoch_s_or_never: 253402300799 }`",
    )
}

pub(crate) fn bad_ttl(field: &str, at: Span, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        code::BAD_TTL,
        format!("{} cannot hold the expiry time: {reason}", quote(field)),
    )
    .at(at, "not possible for `ttl`")
    .help(help)
}
