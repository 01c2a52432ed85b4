//! Fields and their defaults.

use super::{Meant, quote, suggest};
use crate::diagnostics::{Code, Diagnostic, code};
use crate::ir::{Field, Scalar};
use crate::source::{Span, Spanned};

pub(crate) fn bad_default(at: Span, ty: &str, expected: &str, meant: Option<Meant>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        code::BAD_DEFAULT,
        format!("this default does not fit a field of type {}", quote(ty)),
    )
    .at(at, format!("expected {expected}"));
    match meant {
        Some(meant) => diagnostic.help(suggest::help_with(meant)),
        None => diagnostic,
    }
}

/// `index` is the one whose key the field is in, if that is not the primary key.
pub(crate) fn empty_key(at: Span, field: &Spanned<String>, index: Option<&str>) -> Diagnostic {
    let message = format!(
        "the default of {} is empty, which DynamoDB does not accept in a key",
        quote(field)
    );
    let (key, help) = match index {
        Some(index) => (
            format!("in the key of the index {}", quote(index)),
            "to leave items out of the index, make the field optional, without a default, and \
             say `sparse: true`",
        ),
        None => ("in the primary key".to_owned(), "give it another default"),
    };
    Diagnostic::error(code::BAD_DEFAULT, message)
        .at(at, "empty")
        .at(field.span, key)
        .help(help)
}

/// `index` is the index of the key, `None` for the primary key. The length is followed by its limit.
pub(crate) fn long_key(
    at: Span,
    field: &Spanned<String>,
    index: Option<&str>,
    (bytes, limit): (usize, usize),
) -> Diagnostic {
    let message = format!(
        "the default of {} has {bytes} bytes, and DynamoDB accepts {limit} in this key",
        quote(field)
    );
    let key = match index {
        Some(index) => format!("in the key of the index {}", quote(index)),
        None => "in the primary key".to_owned(),
    };
    Diagnostic::error(code::BAD_DEFAULT, message)
        .at(at, "too long")
        .at(field.span, key)
        .help("give it a shorter default")
}

pub(crate) fn large_default(at: Span, bytes: usize) -> Diagnostic {
    let message = format!("this default has {bytes} bytes, more than an item of DynamoDB");
    Diagnostic::error(code::BAD_DEFAULT, message)
        .at(at, "too large")
        .help("an item has 400 KB at most: give it a shorter default")
}

pub(crate) fn null_default(at: Span) -> Diagnostic {
    Diagnostic::error(code::BAD_DEFAULT, "a default cannot be nothing")
        .at(at, "expected a value")
        .help("remove `default:`; a field whose type ends in `?` is absent if nothing is given")
}

pub(crate) fn filled_default(at: Span) -> Diagnostic {
    Diagnostic::error(
        code::BAD_DEFAULT,
        "the only list that can be a default is the empty one",
    )
    .at(at, "expected `[]`")
    .help("write `default: []`, or make the list in a function: `default: { rust: crate::path }`")
}

pub(crate) fn unknown_enum_value(at: Span, name: &str, found: &str, known: &[&str]) -> Diagnostic {
    no_enum_value(code::BAD_DEFAULT, at, name, found, known)
}

pub(crate) fn absent_enum_value(at: Span, name: &str, found: &str, known: &[&str]) -> Diagnostic {
    no_enum_value(code::BAD_ABSENT, at, name, found, known)
}

fn no_enum_value(code: Code, at: Span, name: &str, found: &str, known: &[&str]) -> Diagnostic {
    let help = suggest::near(found, known.iter().copied());
    let few = known.get(..12).unwrap_or(known);
    Diagnostic::error(
        code,
        format!("the enum {} has no value {}", quote(name), quote(found)),
    )
    .at(at, "unknown value")
    .help(help.unwrap_or_else(|| format!("it has {}", super::list(few))))
}

pub(crate) fn absent_collection(at: Span) -> Diagnostic {
    bad_absent(
        at,
        "an absent attribute can mean a number, a text, a bool, a time, an id or a value of an enum",
        "not one of these",
    )
    .help("remove `absent:`; an absent list, map or set is empty already")
}

pub(crate) fn absent_without_constant(at: Span, ty: &str) -> Diagnostic {
    let message = format!(
        "an absent attribute of type {} has no constant to mean",
        quote(ty)
    );
    bad_absent(at, &message, "no constant of this type").help("make the field optional: `type?`")
}

pub(crate) fn unfit_absent(at: Span, ty: &str, expected: &str) -> Diagnostic {
    let message = format!("this value does not fit a field of type {}", quote(ty));
    bad_absent(at, &message, &format!("expected {expected}"))
}

pub(crate) fn refused_absent(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    let message = format!("an absent {} cannot have a value: {reason}", quote(field));
    bad_absent(at, &message, "given here").help(help)
}

fn bad_absent(at: Span, message: &str, label: &str) -> Diagnostic {
    Diagnostic::error(code::BAD_ABSENT, message).at(at, label)
}

pub(crate) fn absent_in_index(at: Span, field: &str, index: &Spanned<String>) -> Diagnostic {
    let message = format!(
        "items without {} are not in the index {}, although the field has a value there",
        quote(field),
        quote(index)
    );
    Diagnostic::warning(code::ABSENT_IN_INDEX, message)
        .at(at, "the value of an absent attribute")
        .at(index.span, "keyed by it")
        .help(
            "write the attribute to older items, or query by another key; `sparse: true` of the index \
             says that they are meant to be left out",
        )
}

pub(crate) fn constant_key(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "the key field {} has a constant as its default",
        quote(field)
    );
    Diagnostic::error(code::KEY_DEFAULT, message)
        .at(at, "every new item would have the same key")
        .help("use `generate`, `now` or `{ rust: path }`, or remove the default")
}

pub(crate) fn bad_auto(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        code::BAD_AUTO,
        format!("{} cannot be kept automatically: {reason}", quote(field)),
    )
    .at(at, "asked for here")
    .help(help)
}

pub(crate) fn kept_twice(at: Span, field: &str, first: &Field) -> Diagnostic {
    let reason = format!("{} is kept in the same way", quote(&first.name));
    bad_auto(at, field, &reason, "remove one of them").at(first.span, "the other")
}

/// A stored form that belongs to other types. `scalar` is the type, if it is a scalar.
pub(crate) fn bad_as(at: Span, word: &str, ty: &str, scalar: Option<Scalar>) -> Diagnostic {
    let of_type = |scalar: &Scalar| scalar.form_names().contains(&word);
    let mut types: Vec<_> = Scalar::ALL.iter().filter(|it| of_type(it)).collect();
    types.sort_by_key(|scalar| std::cmp::Reverse(scalar.name()));
    let types: Vec<_> = types.iter().map(|it| format!("{}s", it.name())).collect();
    let message = format!(
        "this stored form is for {}, and this is {}",
        types.join(" and "),
        quote(ty)
    );
    let help = match scalar.map_or(&[] as &[_], Scalar::form_names) {
        [] => format!(
            "remove `as:`: {} have several stored forms",
            super::plurals(has_forms, "and")
        ),
        forms => format!("a {} is stored as {}", quote(ty), list_forms(forms)),
    };
    Diagnostic::error(code::BAD_AS, message)
        .at(at, format!("not for {}", quote(ty)))
        .help(help)
}

pub(crate) fn never_without_number(at: Span) -> Diagnostic {
    let message = "`epoch_s_or_never` needs the number that stands for \"never\"";
    Diagnostic::error(code::UNKNOWN_CHOICE, message)
        .at(at, "a form with a number")
        .help("write it with the number: `as: { epoch_s_or_never: 253402300799 }`")
}

pub(crate) fn one_stored_form(at: Span) -> Diagnostic {
    let message = "`as` takes one of `iso_offset` and `epoch_s_or_never`";
    Diagnostic::error(code::BAD_AS, message).at(at, "one key, with its value")
}

/// Lists the words for stored forms, and the forms that need more than a word.
fn list_forms(words: &[&str]) -> String {
    const LONGER: [(&str, &str); 2] = [
        ("`iso_offset`", "`{ iso_offset: \"+02:00\" }`"),
        ("`epoch_s`", "`{ epoch_s_or_never: 9223372036854775807 }`"),
    ];
    LONGER
        .iter()
        .fold(super::list(words), |list, (word, form)| {
            list.replace(word, &format!("{word}, {form}"))
        })
}

fn has_forms(scalar: Scalar) -> bool {
    !scalar.form_names().is_empty()
}

pub(crate) fn no_stored_forms(at: Span, ty: &str) -> Diagnostic {
    let ty = quote(ty);
    let types = super::plurals(has_forms, "and");
    let message = format!("stored forms are those of {types}, and this is {ty}");
    Diagnostic::error(code::BAD_AS, message)
        .at(at, format!("not for {ty}"))
        .help("remove `as:`")
}

pub(crate) fn duplicate_attribute(field: &Field, owner: &str, first: Span) -> Diagnostic {
    let message = format!(
        "two fields of {} are stored as {}",
        quote(owner),
        quote(&field.attribute)
    );
    Diagnostic::error(code::DUPLICATE_ATTRIBUTE, message)
        .at(field.span, "this one")
        .at(first, "and this one")
        .help("store one of them under another name with `attribute:`")
}

/// `fields` are the two that have the attribute; the second is a flattened union.
pub(crate) fn flattened_attribute(name: &str, owner: &str, fields: [&Field; 2]) -> Diagnostic {
    let [first, union] = fields;
    let message = format!(
        "the union {} of {} is flattened and has an attribute {}, as another field has",
        quote(&union.name),
        quote(owner),
        quote(name)
    );
    Diagnostic::error(code::DUPLICATE_ATTRIBUTE, message)
        .at(union.span, "this union")
        .at(first.span, "this field")
        .help("store one of them under another name: with `attribute:` in the model or in the variant, or with `tag:` or `content:` in the union")
}

/// `what` is a variant or a field of a flattened union, and `method` the one of a handle that it would
/// hide.
pub(crate) fn handle_hidden(what: &str, name: &str, at: Span, method: &str) -> Diagnostic {
    let message = format!(
        "the {what} {} would hide the method `{method}()` of the handle of a flattened union",
        quote(name)
    );
    Diagnostic::error(code::NAME_COLLISION, message)
        .at(at, format!("this {what}"))
        .help("give it another Rust name with `rust_name:`; the stored name stays")
}

pub(crate) fn bad_flatten(flag: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    let message = format!("the field {} cannot be flattened: {reason}", quote(field));
    Diagnostic::error(code::BAD_FLATTEN, message)
        .at(flag, "flattened here")
        .help(help)
}

pub(crate) fn attribute_length(at: Span, bytes: usize, limit: usize, role: &str) -> Diagnostic {
    let message = format!("the name of {role} is {bytes} bytes long; DynamoDB allows 1 to {limit}");
    Diagnostic::error(code::ATTRIBUTE_LENGTH, message)
        .at(at, "its name is stored in every item")
        .help("store it under another name with `attribute:`")
}
