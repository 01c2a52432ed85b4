//! Keys, indexes and tables.

use super::{quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::ir::Field;
use crate::source::{Span, Spanned};

pub(crate) fn no_such_field<'k>(
    name: &Spanned<String>,
    model: &str,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let help = suggest::near(name, known)
        .unwrap_or_else(|| format!("declare it below `fields:` of {}", quote(model)));
    Diagnostic::error(
        code::NO_SUCH_FIELD,
        format!("{} has no field {}", quote(model), quote(name)),
    )
    .at(name.span, "unknown field")
    .help(help)
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

pub(crate) fn index_not_sparse(name: &Spanned<String>, field: Span, index: &str) -> Diagnostic {
    let message = format!(
        "the index {} has the optional field {} in its key",
        quote(index),
        quote(name)
    );
    Diagnostic::error(code::INDEX_NOT_SPARSE, message)
        .at(name.span, "items without it are not in the index")
        .at(field, "optional here")
        .help("add `sparse: true` if that is meant, or remove the `?` from its type")
}

pub(crate) fn too_many_parts(
    at: Span,
    index: &str,
    side: &str,
    parts: usize,
    limit: usize,
) -> Diagnostic {
    let kind = if limit == 1 {
        "a local index has 1"
    } else {
        "DynamoDB allows 4"
    };
    let message = format!(
        "the {side} key of the index {} has {parts} parts; {kind}",
        quote(index)
    );
    Diagnostic::error(code::TOO_MANY_PARTS, message)
        .at(at, "one too many")
        .help("remove some of them")
}

pub(crate) fn local_index(at: Span, index: &str, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        code::LOCAL_INDEX,
        format!("the local index {} cannot exist: {reason}", quote(index)),
    )
    .at(at, "local")
    .help(help)
}

pub(crate) fn too_many_local(at: Span, table: &str, count: usize, limit: usize) -> Diagnostic {
    let message = format!(
        "the table {} has {count} local indexes; DynamoDB allows {limit}",
        quote(table)
    );
    Diagnostic::error(code::TOO_MANY_LOCAL, message)
        .at(at, "one too many")
        .help("make some of them global")
}

pub(crate) fn many_global(at: Span, table: &str, count: usize, limit: usize) -> Diagnostic {
    let message = format!(
        "the table {} has {count} global indexes; the default quota is {limit}",
        quote(table)
    );
    Diagnostic::warning(code::MANY_GLOBAL, message)
        .at(at, "beyond the quota")
        .help("ask AWS to raise the quota of this account before the table is created")
}

pub(crate) fn too_many_projected(at: Span, table: &str, count: usize, limit: usize) -> Diagnostic {
    let message = format!(
        "the indexes of the table {} project {count} named attributes; DynamoDB allows {limit} over all indexes",
        quote(table)
    );
    Diagnostic::error(code::TOO_MANY_PROJECTED, message)
        .at(at, "the limit is passed here")
        .help("an attribute counts once for each index; use `project: all` or `project: keys` somewhere")
}

pub(crate) fn collection_limit(at: Span, index: &str) -> Diagnostic {
    let message = format!(
        "the local index {} limits every partition key value to 10 GB of items",
        quote(index)
    );
    Diagnostic::warning(code::COLLECTION_LIMIT, message)
        .at(at, "a local index cannot be removed later")
        .help("use a global index if a partition may grow beyond that")
}

pub(crate) fn projected_twice(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::error(
        code::BAD_PROJECTION,
        format!("the field {} is projected twice", quote(name)),
    )
    .at(name.span, "again here")
    .at(first, "first here")
    .help("remove one of them")
}

pub(crate) fn keys_only_with_ttl(at: Span, index: &str, ttl: &str) -> Diagnostic {
    let message = format!(
        "the index {} would lose the expiry time {}",
        quote(index),
        quote(ttl)
    );
    Diagnostic::error(code::BAD_PROJECTION, message)
        .at(at, "only keys are projected")
        .help(format!("use `project: [{ttl}]`: an item that has expired is there until DynamoDB deletes it, and has to be told"))
}

pub(crate) fn keys_only_with_life_cycle(at: Span, index: &str, field: &str) -> Diagnostic {
    let message = format!("the index {} would lose {}", quote(index), quote(field));
    Diagnostic::error(code::NO_LIFE_CYCLE, message)
        .at(at, "only keys are projected")
        .help(format!(
            "use `project: [{field}]`: a row has to say whether its item is deleted, and which \
             version it is of"
        ))
}

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
