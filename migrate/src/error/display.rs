//! The messages of errors.

use std::fmt;

use super::Refusal;
use crate::rewrite::Reject;

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(f, "{error}; run it again to go on from there"),
            Self::Item { table, key, error } => write!(
                f,
                "the item {key} of table {table}: {error}; run it again to go on from there"
            ),
            Self::TooManyRejects {
                first,
                rejected,
                allowed,
            } => fmt_rejects(f, first, *rejected, *allowed),
            Self::Overwrites { first, items } => fmt_found(
                f,
                first,
                format_args!(
                    "nothing was changed: {items} items have other content where something is written, \
                     and it would be lost; correct them, or allow it with `--overwrite` (in Rust: \
                     `may_overwrite`)"
                ),
            ),
            Self::NoWayBack { first, items } if first.is_empty() => write!(
                f,
                "it cannot be taken back: when it began, {items} items had what could not be restored, \
                 and this was allowed"
            ),
            Self::NoWayBack { first, items } => fmt_found(
                f,
                first,
                format_args!(
                    "nothing was changed: {items} items could not be restored as they are, so the \
                     migration could not be taken back; correct them, or do without it by \
                     `--no-rollback` (in Rust: `without_rollback`)"
                ),
            ),
            Self::Undecided => f.write_str(
                "its contract has begun, and items of this other table are not as it leaves them: nothing \
                 tells which of them are changed; correct them, or restore the table to a time before the \
                 run and delete the rows of the migration",
            ),
            Self::Irreversible { steps } => write!(
                f,
                "programs with the former schema know what is changed ({}), and there is no record of what \
                 was there, so this cannot be taken back; `--no-rollback` runs it all the same (in Rust: \
                 `without_rollback`)",
                steps.join(", ")
            ),
            Self::NoTable { table } => write!(
                f,
                "there is no table {table}: check the table prefix, the region and the endpoint, or create \
                 it first (`sync`)"
            ),
            Self::Clients { .. }
            | Self::Replicated { .. }
            | Self::OtherRegion { .. }
            | Self::GateClosed(_)
            | Self::NotClean(_) => self.fmt_of_clients(f),
            Self::Stuck { .. } | Self::OtherTtl { .. } | Self::TtlTooSoon { .. } => {
                self.fmt_of_table(f)
            }
            Self::Constant(constant) => write!(f, "{constant}: correct the step"),
            Self::Held { .. }
            | Self::LeaseLost
            | Self::NotRenewed { .. }
            | Self::Superseded { .. } => self.fmt_of_lease(f),
            Self::OtherPlan { .. }
            | Self::WrongStatus { .. }
            | Self::OtherTable { .. }
            | Self::NotRecorded
            | Self::NothingToResume { .. }
            | Self::NewerFormat { .. }
            | Self::DamagedRow { .. } => self.fmt_of_record(f),
        }
    }
}

impl Refusal {
    /// Changes of tables.
    fn fmt_of_table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stuck { waiting_for } => write!(
                f,
                "waiting for {waiting_for} would not help: see to the table, and run it again"
            ),
            Self::OtherTtl { change, attribute } => write!(
                f,
                "cannot {change}: it is on by `{attribute}`; turn that off first, with a step \
                 `ttl: {{ off: … }}` or by other means, and run it again an hour later"
            ),
            Self::TtlTooSoon { change, until } => write!(
                f,
                "DynamoDB changes TTL of a table once an hour, and refused to {change}: run it again, \
                 after {until} at the latest"
            ),
            _ => Ok(()),
        }
    }

    /// Another process, or another generation.
    fn fmt_of_lease(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held { holder, since } => write!(
                f,
                "{holder} has been working on it since {since}: wait for it, or end that process"
            ),
            Self::LeaseLost => f.write_str(
                "another process took over because this one showed no sign of life during its \
                 lease; nothing is lost, and the other process goes on",
            ),
            Self::NotRenewed { lease, cause } => write!(
                f,
                "the lease of {lease:?} could not be renewed ({cause}): run it again once the \
                 table can be reached"
            ),
            Self::Superseded { generation } => write!(
                f,
                "generation {generation} was begun elsewhere, and this process stopped for it"
            ),
            _ => Ok(()),
        }
    }

    /// What depends on the programs that run.
    fn fmt_of_clients(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clients { because } => write!(
                f,
                "programs may run that read the new attributes, and {because}; say which programs run \
                 with `--newest-client before` or `--newest-client expand`, or that \
                 none does with `--exclusive`"
            ),
            Self::Replicated { table, replicas } => write!(
                f,
                "table {table} is replicated to {}, and of two writes of an item in two regions the later \
                 one wins, whatever their conditions: leases, exactly-once changes and the absence of lost \
                 updates hold only if one region alone is written to; say which with \
                 `--single-writer-region REGION`",
                replicas.join(", ")
            ),
            Self::OtherRegion { only, region } => write!(
                f,
                "replicated tables are written to in {only} alone, and this client is for {region}: run it \
                 in {only}"
            ),
            Self::GateClosed(state) => {
                let missing = state.missing.join("; ");
                write!(f, "the gate `{}` is closed: {missing}", state.gate)
            }
            Self::NotClean(found) => write!(
                f,
                "{} items are left to do, and {} cannot be rewritten, such as {}: run it again \
                 first; if newer programs have written since, say what becomes of former attributes that \
                 differ with `--changed`",
                found.remaining,
                found.rejected,
                found.first.join("; ")
            ),
            _ => Ok(()),
        }
    }

    /// What is recorded does not fit.
    fn fmt_of_record(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherPlan { recorded, given } => write!(
                f,
                "it was begun with another plan, {recorded}, and this process has {given}: use the \
                 files that it was begun with, or give the changed migration another name"
            ),
            Self::WrongStatus {
                direction,
                status,
                remedy,
            } => write!(f, "it is {status} in direction {direction}: {remedy}"),
            Self::OtherTable { name } => write!(
                f,
                "table {name} is another one than when it was begun (created anew, or restored): \
                 `dynamite-gen migrate repair` verifies it (in Rust: `Migrator::repair`)"
            ),
            Self::NotRecorded => f.write_str("it was never begun with this table prefix"),
            Self::NothingToResume { status } => write!(
                f,
                "it is {status}, and nothing was interrupted: `dynamite-gen migrate run` begins it, \
                 `migrate run --again` does it once more"
            ),
            Self::NewerFormat { row, found, known } => write!(
                f,
                "row `{row}` has format {found}, and this version of Dynamite knows formats up to \
                 {known}: use the version that wrote it, or a later one"
            ),
            Self::DamagedRow { row, attribute } => write!(
                f,
                "row `{row}` has no valid `{attribute}`: restore it, or delete all rows of the \
                 migration to begin it again"
            ),
            _ => Ok(()),
        }
    }
}

fn fmt_rejects(
    f: &mut fmt::Formatter<'_>,
    first: &[Reject],
    rejected: u64,
    allowed: u64,
) -> fmt::Result {
    let sentence = format_args!(
        "{rejected} items cannot be rewritten, and {allowed} are allowed: correct them and run it \
         again, or allow more"
    );
    fmt_found(f, first, sentence)
}

/// A sentence, and the first items that it is about.
fn fmt_found(
    f: &mut fmt::Formatter<'_>,
    first: &[Reject],
    sentence: fmt::Arguments<'_>,
) -> fmt::Result {
    f.write_fmt(sentence)?;
    let mut first = first.iter();
    first.try_for_each(|reject| write!(f, "\n  {reject}"))
}
