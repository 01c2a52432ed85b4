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

/// Writes which version an item has and which was expected, with advice.
pub(crate) fn write_versions(
    f: &mut fmt::Formatter<'_>,
    expected: i128,
    stored: Option<i128>,
) -> fmt::Result {
    match stored {
        Some(stored) => write!(
            f,
            "has version {stored}, and {expected} was expected: read it again, and repeat the change"
        ),
        None => write!(
            f,
            "has no version that can be read, and {expected} was expected: another program wrote it. \
             If it has none, `any_version()` gives it one; one of another type has to be set with the \
             SDK (`Client::sdk`)"
        ),
    }
}

/// Writes the same of an update that may have been made by an earlier attempt.
pub(super) fn version_after_lost_response(
    f: &mut fmt::Formatter<'_>,
    model: &str,
    key: &str,
    expected: i128,
    stored: Option<i128>,
) -> fmt::Result {
    write!(
        f,
        "the response to the write of {model} {key} was lost, and the retry found "
    )?;
    match stored {
        Some(stored) => write!(f, "version {stored} where {expected} was expected")?,
        None => write!(f, "no version where {expected} was expected")?,
    }
    f.write_str(": it may be the one that this write made")
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
        "{} of {model} {key} is absent, or in a transaction NULL, so that it cannot be copied: copy it \
         on the condition that it is present",
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
         nothing can be added to it: set it to a value of its type; a version, which no update sets, \
         has to be set with the SDK (`Client::sdk`)",
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
