//! Error messages: what happened, then what to do.

mod item;
mod names;
mod service;
mod transaction;
mod unique;

use std::fmt;

pub(super) use item::write_versions;
pub(super) use names::OneOf;
pub(super) use service::write_differences;
pub(super) use unique::{write_foreign_guard, write_taken};

use super::{Error, ErrorKind, Outcome};
use crate::codec::DecodeError;
use crate::rules::Violation;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(relation) = &self.0.relation {
            write!(f, "{relation}: ")?;
        }
        match (&self.0.kind, self.0.outcome) {
            (
                ErrorKind::VersionConflict {
                    model,
                    key,
                    expected,
                    stored,
                    ..
                },
                Outcome::Unknown,
            ) => item::version_after_lost_response(f, model, key, *expected, *stored)?,
            (kind, _) => write_kind(kind, f)?,
        }
        if let Some(operation) = self.0.operation {
            write!(f, " [{operation}")?;
            if let Some(table) = &self.0.table {
                write!(f, " on table {table}")?;
            }
            if let Some(index) = self.0.index {
                write!(f, ", index {index}")?;
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

/// Writes the message, which `unwrap` and a `main` that returns an error show; as `{:#?}`, all there
/// is.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
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

/// Writes the message of a kind.
fn write_kind(kind: &ErrorKind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use ErrorKind as E;
    match kind {
        E::NotFound {
            model,
            key,
            deleted,
        } => item::not_found(f, model, key, *deleted),
        E::AlreadyExists {
            model,
            key,
            deleted,
            ..
        } => item::exists(f, model, key, *deleted),
        E::VersionConflict {
            model,
            key,
            expected,
            stored,
            ..
        } => {
            write!(f, "{model} {key} ")?;
            write_versions(f, *expected, *stored)
        }
        E::NotDeleted { model, key, .. } => item::not_deleted(f, model, key),
        E::UniqueConflict {
            model,
            key,
            fields,
            owner,
            deleted,
        } => {
            write!(f, "{model} {key} cannot be written: ")?;
            write_taken(f, fields, owner, *deleted)
        }
        E::ForeignGuard {
            model,
            key,
            fields,
            table,
        } => {
            write!(f, "{model} {key}: ")?;
            write_foreign_guard(f, fields, table)
        }
        E::ConditionFailed { model, key, .. } => item::condition(f, model, key),
        E::MissingParent { model, key, paths } => item::missing_parent(f, model, key, paths),
        E::MissingSource { model, key, paths } => item::missing_source(f, model, key, paths),
        E::OtherType { model, key, paths } => item::other_type(f, model, key, paths),
        E::ItemTooLarge { model, key, bytes } => item::too_large(f, model, key, *bytes),
        E::DuplicateKey { model, key } => transaction::duplicate_key(f, model, key),
        E::TransactionCanceled { writes } => transaction::canceled(f, writes),
        E::TooManyWrites {
            operations,
            writes,
            limit,
        } => transaction::too_many_writes(f, *operations, *writes, *limit),
        E::TransactionTooLarge { bytes, limit } => transaction::too_large(f, *bytes, *limit),
        E::TooManyChanges { changes, limit } => transaction::too_many_changes(f, *changes, *limit),
        E::TooManyReads { reads, limit } => transaction::too_many_reads(f, *reads, *limit),
        E::OtherClient { model, table } => transaction::other_client(f, model, table),
        E::Invalid { model, violations } => invalid(f, model, violations),
        E::Hook {
            model,
            key,
            hook,
            cause,
        } => write!(
            f,
            "the hook `{hook}` refused to have {model} {key} written, and nothing was sent: {cause}"
        ),
        E::Encode { model, error } => fmt::Display::fmt(&error.clone().of_model(model), f),
        E::Decode(error) => fmt::Display::fmt(error, f),
        E::BadItems { read, bad } => bad_items(f, read.len(), bad),
        E::Expression(error) => fmt::Display::fmt(error, f),
        E::Cursor(problem) => fmt::Display::fmt(problem, f),
        E::WouldScan { model, suggestion } => would_scan(f, model, suggestion.as_deref()),
        E::AccessPath(problem) => fmt::Display::fmt(problem, f),
        E::TableNotFound => service::table_not_found(f),
        E::Schema { table, differences } => service::write_differences(f, table, differences),
        E::Tables { problems } => service::tables(f, problems),
        E::Throttled { reasons } => service::throttled(f, reasons),
        E::LimitExceeded { message } => service::limit_exceeded(f, message),
        E::Unprocessed { items, attempts } => service::unprocessed(f, *items, *attempts),
        E::PartlyDone {
            changed,
            failed,
            first,
        } => service::partly_done(f, *changed, *failed, first),
        E::Deadline { waiting_for } => service::deadline(f, waiting_for),
        E::NoAnswer { cause } => service::no_answer(f, cause),
        E::Service { code, message, .. } => service::refused(f, code, message),
        E::Credentials { cause } => service::no_credentials(f, cause),
        E::Configuration(message) => f.write_str(message),
    }
}

fn invalid(f: &mut fmt::Formatter<'_>, model: &str, violations: &[Violation]) -> fmt::Result {
    write!(f, "{model} breaks the rules of its schema: ")?;
    for (position, violation) in violations.iter().enumerate() {
        let separator = if position > 0 { "; " } else { "" };
        write!(f, "{separator}{violation}")?;
    }
    Ok(())
}

fn bad_items(f: &mut fmt::Formatter<'_>, read: usize, bad: &[DecodeError]) -> fmt::Result {
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

fn would_scan(f: &mut fmt::Formatter<'_>, model: &str, suggestion: Option<&str>) -> fmt::Result {
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
