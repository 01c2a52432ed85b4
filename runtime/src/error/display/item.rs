//! Messages about the state of an item.

use std::fmt;

use super::OneOf;

pub(super) fn not_found(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    deleted: bool,
) -> fmt::Result {
    if deleted {
        write!(
            f,
            "{model} {key} is soft-deleted; `restore` brings it back, `purge` deletes it for good"
        )
    } else {
        write!(
            f,
            "there is no {model} {key}: look at the key; `create` and `upsert` make what is absent"
        )
    }
}

pub(super) fn exists(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    deleted: bool,
) -> fmt::Result {
    if deleted {
        write!(
            f,
            "{model} {key} already exists, soft-deleted, and was left as it is; `restore` brings it \
             back, `purge` makes room"
        )
    } else {
        write!(
            f,
            "{model} {key} already exists and was left as it is; use another key, or `upsert`"
        )
    }
}

pub(super) fn version(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    expected: i128,
) -> fmt::Result {
    write!(
        f,
        "{model} {key} is no longer at version {expected}: somebody else has written it; the \
         stored item is in the error, read it again and repeat the change"
    )
}

pub(super) fn not_deleted(f: &mut fmt::Formatter<'_>, model: &str, key: &str) -> fmt::Result {
    write!(
        f,
        "{model} {key} is not deleted, so there is nothing to restore"
    )
}

pub(super) fn condition(f: &mut fmt::Formatter<'_>, model: &str, key: &str) -> fmt::Result {
    write!(
        f,
        "the condition on {model} {key} does not hold; the stored item is in the error"
    )
}

pub(super) fn missing_parent(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    paths: &[String],
) -> fmt::Result {
    write!(
        f,
        "{} of {model} {key} is absent, or neither a map nor a list, so nothing can be set inside \
         it; set the whole of it, or let `.or_create()` of a repository's update make it, which \
         makes all but elements beyond the end of a list",
        OneOf(paths)
    )
}

pub(super) fn missing_source(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    paths: &[String],
) -> fmt::Result {
    write!(
        f,
        "{} of {model} {key} is absent, so that it cannot be copied: copy it on the condition that \
         it exists",
        OneOf(paths)
    )
}

pub(super) fn other_type(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    paths: &[String],
) -> fmt::Result {
    write!(
        f,
        "{} of {model} {key} is stored as another type, or in a transaction as NULL, so that \
         nothing can be added to it: read the item, and set it",
        OneOf(paths)
    )
}

pub(super) fn too_large(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    bytes: Option<usize>,
) -> fmt::Result {
    write!(
        f,
        "{model} {key} would be larger than 400 KB, DynamoDB's limit"
    )?;
    if let Some(bytes) = bytes {
        write!(f, " ({bytes} bytes)")?;
    }
    f.write_str(": move large attributes to items of their own, or to S3")
}
