//! Indexes.

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::ir::Auto;
use crate::source::{Span, Spanned};

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

pub(crate) fn keys_only_with_life_cycle(
    at: Span,
    index: &str,
    field: &str,
    auto: Auto,
) -> Diagnostic {
    let unknown = match auto {
        Auto::Version => "its rows would not know the version of their items",
        _ => "a query through it could not leave out deleted items",
    };
    let message = format!(
        "the index {} does not hold {}, so {unknown}",
        quote(index),
        quote(field)
    );
    Diagnostic::error(code::NO_LIFE_CYCLE, message)
        .at(at, "only keys are projected")
        .help(format!(
            "use `project: [{field}]`, or `all`. DynamoDB cannot change the projection of an index \
             that exists: for such an index, declare another one with another name, or leave this \
             one out of the schema"
        ))
}

pub(crate) fn same_index_name(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::error(
        code::DUPLICATE_NAME,
        format!("two indexes are called {} in DynamoDB", quote(name)),
    )
    .at(name.span, "the same name")
    .at(first, "the other index")
    .help("give one of them another `name:`, which is that of the index in DynamoDB")
}
