//! The sentences of errors: what happened, then what to do.

use std::fmt;

use super::unique::{write_foreign_guard, write_taken};
use super::{Error, ErrorKind, Outcome};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(relation) = &self.0.relation {
            write!(f, "{relation}: ")?;
        }
        write_kind(&self.0.kind, f)?;
        if let Some(operation) = self.0.operation {
            write!(f, " [{operation}")?;
            if let Some(table) = &self.0.table {
                write!(f, " on table {table}")?;
            }
            if let Some(id) = &self.0.request_id {
                write!(f, ", request {id}")?;
            }
            f.write_str("]")?;
        }
        match self.0.outcome {
            Outcome::NotApplied => Ok(()),
            Outcome::Applied => f.write_str("; the write itself took place"),
            Outcome::Unknown => {
                f.write_str("; the write may have taken place: read the item before doing it again")
            }
        }
    }
}

/// With the sentence first: it is what `unwrap` and a `main` that returns an error show.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut error = f.debug_struct("Error");
        error
            .field("message", &format_args!("{self}"))
            .field("kind", &self.0.kind);
        if let Some(source) = &self.0.source {
            error.field("source", source);
        }
        error.finish()
    }
}

fn write_kind(kind: &ErrorKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        ErrorKind::NotFound { .. }
        | ErrorKind::AlreadyExists { .. }
        | ErrorKind::VersionConflict { .. }
        | ErrorKind::NotDeleted { .. } => write_life(kind, f),
        ErrorKind::UniqueConflict {
            model,
            key,
            fields,
            owner,
            deleted,
        } => {
            write!(f, "{model} {key} cannot be written: ")?;
            write_taken(f, fields, owner, *deleted)
        }
        ErrorKind::ForeignGuard {
            model,
            key,
            fields,
            table,
        } => {
            write!(f, "{model} {key}: ")?;
            write_foreign_guard(f, fields, table)
        }
        ErrorKind::ConditionFailed { model, key, .. } => write!(
            f,
            "the condition on {model} {key} does not hold; the stored item is in the error"
        ),
        ErrorKind::MissingParent { .. }
        | ErrorKind::OtherType { .. }
        | ErrorKind::ItemTooLarge { .. } => write_misfit(kind, f),
        ErrorKind::DuplicateKey { .. }
        | ErrorKind::TransactionCanceled { .. }
        | ErrorKind::TooManyWrites { .. }
        | ErrorKind::TransactionTooLarge { .. }
        | ErrorKind::TooManyChanges { .. }
        | ErrorKind::TooManyReads { .. }
        | ErrorKind::OtherClient { .. } => write_transaction(kind, f),
        ErrorKind::Invalid { model, violations } => {
            write!(f, "{model} breaks the rules of its schema: ")?;
            for (position, violation) in violations.iter().enumerate() {
                let separator = if position > 0 { "; " } else { "" };
                write!(f, "{separator}{violation}")?;
            }
            Ok(())
        }
        ErrorKind::Hook {
            model,
            key,
            hook,
            cause,
        } => write!(
            f,
            "the hook `{hook}` refused to have {model} {key} written, and nothing was sent: {cause}"
        ),
        ErrorKind::Encode { model, error } => write!(f, "{model} cannot be stored: {error}"),
        ErrorKind::Decode(error) => fmt::Display::fmt(error, f),
        ErrorKind::BadItems { read, bad } => write_bad_items(read.len(), bad, f),
        ErrorKind::Expression(error) => fmt::Display::fmt(error, f),
        ErrorKind::Cursor(problem) => fmt::Display::fmt(problem, f),
        ErrorKind::WouldScan { model, suggestion } => {
            write!(
                f,
                "neither the primary key of {model} nor an index answers this condition, so that \
                 the whole table would be read: "
            )?;
            if let Some(suggestion) = suggestion {
                write!(f, "{suggestion}; or ")?;
            }
            f.write_str("allow it by `.scan()`")
        }
        ErrorKind::AccessPath(problem) => fmt::Display::fmt(problem, f),
        ErrorKind::TableNotFound => f.write_str(
            "the table or index does not exist: look at the region, the endpoint and the table \
             prefix of the client, or create it with `client.sync(models::TABLES)`, an index of a \
             table with items with `.build_indexes()`",
        ),
        ErrorKind::Schema { table, differences } => {
            write!(
                f,
                "table {table} differs from the schema: {}",
                differences.join("; ")
            )
        }
        _ => write_service(kind, f),
    }
}

/// How a write does not fit the stored item.
fn write_misfit(kind: &ErrorKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        ErrorKind::MissingParent { model, key, paths } => write!(
            f,
            "{} of {model} {key} is not there, so nothing can be set inside it; set the whole of \
             it, or add `.or_create()`, which makes all but elements beyond the end of a list",
            OneOf(paths)
        ),
        ErrorKind::OtherType { model, key, paths } => write!(
            f,
            "{} of {model} {key} is stored as another type, or in a transaction as NULL, so that \
             nothing can be added to it: read the item, and set it",
            OneOf(paths)
        ),
        ErrorKind::ItemTooLarge { model, key, bytes } => {
            write!(
                f,
                "{model} {key} would be larger than 400 KB, DynamoDB's limit"
            )?;
            if let Some(bytes) = bytes {
                write!(f, " ({bytes} bytes)")?;
            }
            f.write_str(": move large attributes to items of their own, or to S3")
        }
        _ => Ok(()),
    }
}

/// What is wrong with a transaction or a batch as a whole.
fn write_transaction(kind: &ErrorKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        ErrorKind::DuplicateKey { model, key } => write!(
            f,
            "two parts of this are for {model} {key}, and DynamoDB takes an item once: leave one \
             out, or send them one after another"
        ),
        ErrorKind::TransactionCanceled { writes } => {
            f.write_str("the transaction was refused")?;
            for write in writes {
                write!(f, "; {write}")?;
            }
            Ok(())
        }
        ErrorKind::TooManyWrites {
            operations,
            writes,
            limit,
        } => {
            if operations == writes {
                write!(f, "the transaction has {writes} writes")?;
            } else {
                write!(f, "{operations} operations became {writes} writes")?;
            }
            write!(
                f,
                " and DynamoDB takes {limit}: split the transaction, if its parts may take place \
                 without each other"
            )
        }
        ErrorKind::TransactionTooLarge { bytes, limit } => write!(
            f,
            "the items of the transaction have {bytes} bytes together and DynamoDB takes {limit}: \
             split it, if its parts may take place without each other"
        ),
        ErrorKind::TooManyChanges { changes, limit } => write!(
            f,
            "{changes} pairs would change and a transaction of DynamoDB changes {limit}: \
             `.in_chunks()` changes them in several, which may take place without each other"
        ),
        ErrorKind::TooManyReads { reads, limit } => write!(
            f,
            "the transaction reads {reads} items and DynamoDB takes {limit}: split it, or use \
             `get_many`"
        ),
        ErrorKind::OtherClient { model, table } => write!(
            f,
            "the repository of {model} (table {table}) is of a client that was configured by \
             itself, for another region or endpoint perhaps, and a transaction goes to one place: \
             make the clients of its repositories of one another, by `with_table_prefix` for \
             instance"
        ),
        _ => Ok(()),
    }
}

/// Where in its life an item is, and should not be.
fn write_life(kind: &ErrorKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        ErrorKind::NotFound {
            model,
            key,
            deleted: false,
        } => write!(
            f,
            "there is no {model} {key}: look at the key; `create` and `upsert` make what is absent"
        ),
        ErrorKind::NotFound { model, key, .. } => write!(
            f,
            "{model} {key} is soft-deleted; `restore` brings it back, `purge` deletes it for good"
        ),
        ErrorKind::AlreadyExists {
            model,
            key,
            deleted: false,
            ..
        } => write!(
            f,
            "{model} {key} already exists and was left as it is; use another key, or `upsert`"
        ),
        ErrorKind::AlreadyExists { model, key, .. } => write!(
            f,
            "{model} {key} already exists, soft-deleted, and was left as it is; `restore` brings it \
             back, `purge` makes room"
        ),
        ErrorKind::VersionConflict {
            model,
            key,
            expected,
            ..
        } => write!(
            f,
            "{model} {key} is no longer at version {expected}: somebody else has written it; the \
             stored item is in the error, read it again and repeat the change"
        ),
        ErrorKind::NotDeleted { model, key, .. } => write!(
            f,
            "{model} {key} is not deleted, so there is nothing to restore"
        ),
        _ => Ok(()),
    }
}

fn write_service(kind: &ErrorKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        ErrorKind::Throttled { reasons } => {
            f.write_str("DynamoDB throttled the request")?;
            for reason in reasons {
                write!(f, " ({reason})")?;
            }
            f.write_str("; slow down, or raise the capacity of the table or index")
        }
        ErrorKind::LimitExceeded { message } => write!(
            f,
            "a limit of the account is reached ({message}): delete tables that are not needed, have \
             the quota of tables raised, or do it when fewer tables are being changed"
        ),
        ErrorKind::Unprocessed { items, attempts } => write!(
            f,
            "{items} items were left unprocessed after {attempts} attempts; they are in the \
             result, send them again later"
        ),
        ErrorKind::PartlyDone {
            changed,
            failed,
            first,
        } => write!(
            f,
            "{changed} items were changed and {failed} could not be, the first because: {first}; \
             run it with `.partial()`, which returns all of them and where to go on, but what was \
             changed may be changed again"
        ),
        ErrorKind::Deadline { waiting_for } => {
            write!(
                f,
                "gave up waiting for {waiting_for}; it may still complete"
            )
        }
        ErrorKind::NoAnswer { cause } => write!(
            f,
            "no answer from DynamoDB that can be used ({cause}): check the endpoint, the network \
             and the timeouts of the client"
        ),
        ErrorKind::Service { code, message, .. } => write!(f, "{code}: {message}"),
        ErrorKind::Configuration(message) => f.write_str(message),
        _ => Ok(()),
    }
}

fn write_bad_items(
    read: usize,
    bad: &[crate::codec::DecodeError],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(
        f,
        "{} of {} items cannot be read",
        bad.len(),
        bad.len() + read
    )?;
    if let Some(first) = bad.first() {
        write!(f, ", the first: {first}")?;
    }
    f.write_str("; repair them, or add `.skip_bad()`")
}

/// One of several names, or the only one.
pub(super) struct OneOf<'a>(pub(super) &'a [String]);

impl fmt::Display for OneOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > 1 {
            f.write_str("one of ")?;
        }
        Backticked(self.0).fmt(f)
    }
}

struct Backticked<'a>(&'a [String]);

impl fmt::Display for Backticked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, path) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(", ")?;
            }
            write!(f, "`{path}`")?;
        }
        Ok(())
    }
}
