//! Why a run does not go on, each reason with its message.

use std::time::Duration;

use dynamite::Timestamp;

use super::phrases::{counted, left, listed, next, standing};
use crate::gate::GateState;
use crate::owner::Owner;
use crate::rewrite::Reject;
use crate::run::{Direction, PlanHash, Status};
use crate::steps::BadConstant;
use crate::verify::Verification;

/// Why a run did not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A request failed.
    #[error("{0}; run it again to go on from there")]
    Request(dynamite::Error),
    /// A write of an item failed, and not because of the item.
    #[error("the item {key} of table {table}: {error}; run it again to go on from there")]
    Item {
        /// The full name of its table.
        table: String,
        /// Its key as text, without sensitive parts.
        key: String,
        /// The error of the request.
        error: dynamite::Error,
    },
    /// The run was recorded with another plan.
    #[error(
        "it was begun with another plan, {recorded}, and this process has {given}: use the files that it was \
         begun with, or give the changed migration another name"
    )]
    OtherPlan {
        /// The hash of the recorded plan.
        recorded: String,
        /// The hash of the plan of this process.
        given: PlanHash,
    },
    /// Another process works on the run.
    #[error("{holder} has been working on it since {since}: wait for it, or end that process")]
    Held {
        /// That process.
        holder: Box<Owner>,
        /// The time at which it began, as its clock had it.
        since: String,
    },
    /// Another process took over, because no sign of life of this one arrived during a lease.
    #[error(
        "another process took over because this one showed no sign of life during its lease; nothing is lost, \
         and the other process goes on"
    )]
    LeaseLost,
    /// No sign of life could be stored during a lease.
    #[error(
        "the lease of {lease:?} could not be renewed ({cause}): run it again once the table can be reached"
    )]
    NotRenewed {
        /// The lease.
        lease: Duration,
        /// The last error.
        cause: String,
    },
    /// Another run on the same table has begun or ended since it was decided that this one may. Nothing was changed.
    #[error(
        "nothing was changed: {run} has begun or ended meanwhile ({status}), on the same table; the same command, \
         called again, looks at their order"
    )]
    OtherBegun {
        /// The name of the other run.
        run: String,
        /// Its status.
        status: Status,
    },
    /// The run has a newer generation: its direction was changed, or it was begun again.
    #[error("generation {generation} was begun elsewhere, and this process stopped for it")]
    Superseded {
        /// The newer generation.
        generation: u64,
    },
    /// More items were rejected than allowed. The page that they are on is not recorded as done.
    #[error(
        "{} cannot be rewritten, and {allowed} are allowed: correct them and run it again, or allow \
         more{}",
        counted(*rejected), listed(first)
    )]
    TooManyRejects {
        /// The first of them.
        first: Vec<Reject>,
        /// Number of rejected items so far.
        rejected: u64,
        /// Number of rejected items allowed.
        allowed: u64,
    },
    /// Items have other content where something is written. Nothing was changed.
    #[error(
        "nothing was changed: there is other content where something is written in {}, and it would be lost; \
         correct them, or allow it with `--overwrite` (in Rust: `may_overwrite`){}",
        counted(*items), listed(first)
    )]
    Overwrites {
        /// The first of them.
        first: Vec<Reject>,
        /// How many there are.
        items: u64,
    },
    /// Fields would get a value again that programs may have cleared since the run was done. Nothing was changed.
    #[error(
        "nothing was changed: there is nothing where a value would be written in {}; if older programs have written \
         these items since the run was done, `--refill` goes on (in Rust: `may_refill`); newer ones may have cleared \
         them, and would find a value again; of a renamed field, `contract --exclusive --changed remove-all` removes \
         the former one{}",
        counted(*items), listed(first)
    )]
    Cleared {
        /// The first of them.
        first: Vec<Reject>,
        /// How many there are.
        items: u64,
    },
    /// The run is done, and fields are not what they were copied or computed from.
    #[error(
        "it is applied, and in {} a field is not what it was copied or computed from: older programs have written that \
         since, or newer ones the field; correct them before the new version starts{}",
        counted(*items), listed(first)
    )]
    Differs {
        /// The first of them.
        first: Vec<Reject>,
        /// How many there are.
        items: u64,
    },
    /// Items could not be restored as they were. Nothing was changed.
    #[error(
        "nothing was changed: {} could not be restored, so the migration could not be taken back; correct \
         them, or do without it by `--no-rollback` (in Rust: `without_rollback`){}",
        counted(*items), listed(first)
    )]
    NoWayBack {
        /// The first of them.
        first: Vec<Reject>,
        /// How many there are.
        items: u64,
    },
    /// The run was begun although items could not be restored.
    #[error(
        "it cannot be taken back: when it began, {} could not be restored, and this was allowed",
        counted(*items)
    )]
    BegunWithoutWayBack {
        /// How many there are.
        items: u64,
    },
    /// The contract has begun, and the table is another one: nothing tells which of its items are changed.
    #[error(
        "its contract has begun, and items of this other table are not as it leaves them: nothing tells which \
         of them are changed; say it: `dynamite-gen migrate repair NAME --items before`, `applied` or \
         `contracted` (in Rust: `Migrator::repair_as`)"
    )]
    Undecided,
    /// One of its tables was restored to a time before the run, and another one is as its contract has left it.
    #[error(
        "its contract was made in {table} too, which was not restored: restore all tables of a migration to the same \
         time, or correct the items of the one that was, and say `--items contracted`"
    )]
    NotRestored {
        /// The full name of the other table.
        table: String,
    },
    /// What is recorded of the items is of the tables that are there.
    #[error(
        "what is recorded is of the tables that are there: `dynamite-gen migrate verify NAME` says what is left to do"
    )]
    NothingToSay,
    /// Steps change what programs with the former schema know, and there is no record of what was there.
    #[error(
        "programs with the former schema know what is changed ({}), and there is no record of what was there, \
         so this could not be taken back; `--no-rollback` runs it all the same (in Rust: `without_rollback`)",
        steps.join(", ")
    )]
    Irreversible {
        /// The fields of these steps.
        steps: Vec<String>,
    },
    /// Steps have changed what programs with the former schema know: it cannot be taken back.
    #[error(
        "there is no record of what was in {} before, so this cannot be taken back: write another migration, \
         or restore a backup",
        steps.join(", ")
    )]
    NoRecord {
        /// The fields of these steps.
        steps: Vec<String>,
    },
    /// The recorded run is in another state than this call needs.
    #[error("it is {}: {remedy}", standing(*direction, *status))]
    WrongStatus {
        /// Its direction.
        direction: Direction,
        /// Its status.
        status: Status,
        /// What can be done.
        remedy: &'static str,
    },
    /// A table is another one than the run was carried out on: it was created anew, or restored.
    /// What is recorded says nothing of its items.
    #[error(
        "table {name} is another one than when it was begun (created anew, or restored): `dynamite-gen \
         migrate repair NAME --yes` verifies it (in Rust: `Migrator::repair`)"
    )]
    OtherTable {
        /// The full name of the table.
        name: String,
    },
    /// There is no such run.
    #[error(
        "it was never begun with this table prefix: `dynamite-gen migrate run` begins it, `--prefix` names \
         other tables"
    )]
    NotRecorded,
    /// Nothing was interrupted.
    #[error(
        "it is {status}, and nothing was interrupted: {}", next(*status)
    )]
    NothingToResume {
        /// The status of the run.
        status: Status,
    },
    /// Programs may run that read or write only the new attributes.
    #[error(
        "programs may run that read the new attributes, and {because}; say which programs run with \
         `--newest-client before` or `--newest-client expand`, or that none does with `--exclusive`"
    )]
    Clients {
        /// What would happen to what they read or write.
        because: &'static str,
    },
    /// Programs may run that write fields which have no phases.
    #[error(
        "these fields have no phases: {}; programs with the new schema write their new attributes alone, and \
         {because}; do it before the first of them is started (`--newest-client before`), or while no program \
         runs (`--exclusive`)",
        fields.join(", ")
    )]
    WithoutPhases {
        /// The fields.
        fields: Vec<String>,
        /// What would happen to what they read or write.
        because: &'static str,
    },
    /// A table does not exist.
    #[error(
        "there is no table {table}: check the table prefix, the region and the endpoint, or create it first \
         (`sync`)"
    )]
    NoTable {
        /// Its full name.
        table: String,
    },
    /// A table is replicated, and it was not said which region alone is written to.
    #[error(
        "table {table} is replicated to {}, and of two writes of an item in two regions the later one wins, \
         whatever their conditions: leases, exactly-once changes and the absence of lost updates hold only if \
         one region alone is written to; say which with `--single-writer-region REGION`",
        replicas.join(", ")
    )]
    Replicated {
        /// The full name of the table.
        table: String,
        /// The other regions.
        replicas: Vec<String>,
    },
    /// The client writes to another region than the only one in which replicated tables are written to.
    #[error(
        "replicated tables are written to in {only} alone, and this client is for {region}: run it in {only}"
    )]
    OtherRegion {
        /// The only region in which they are.
        only: String,
        /// That of the client.
        region: String,
    },
    /// A gate is closed.
    #[error("the gate `{}` is closed: {}", .0.gate, .0.missing.join("; "))]
    GateClosed(GateState),
    /// A table stays as it is until somebody intervenes.
    #[error("waiting for {waiting_for} would not help: see to the table, and run it again")]
    Stuck {
        /// What would have to become ACTIVE.
        waiting_for: String,
    },
    /// Items of the table expire by another attribute.
    #[error(
        "cannot {change}: it is on by `{attribute}`; turn that off first, with a step `ttl: {{ off: … }}` or by \
         other means, and run it again an hour later"
    )]
    OtherTtl {
        /// The change.
        change: String,
        /// The attribute.
        attribute: String,
    },
    /// TTL of the table was changed within the last hour, and DynamoDB changes it once an hour.
    #[error(
        "DynamoDB changes TTL of a table once an hour, and refused to {change}: run it again, after {until} at \
         the latest"
    )]
    TtlTooSoon {
        /// The change.
        change: String,
        /// The time from which on it can be changed for certain.
        until: Timestamp,
    },
    /// Something is left to do.
    #[error("{}", left(.0))]
    NotClean(Verification),
    /// The value of a step cannot be stored.
    #[error("{0}: correct the step")]
    Constant(BadConstant),
    /// A row was written by a newer version of Dynamite.
    #[error(
        "row `{row}` has format {found}, and this version of Dynamite knows formats up to {known}: use the \
         version that wrote it, or a later one"
    )]
    NewerFormat {
        /// The sort key of the row.
        row: String,
        /// The format of the row.
        found: u64,
        /// The newest format that this version knows.
        known: u64,
    },
    /// A row does not hold what belongs there.
    #[error(
        "row `{row}` has no valid `{attribute}`: restore it, or delete all rows of the migration to begin it \
         again"
    )]
    DamagedRow {
        /// The sort key of the row.
        row: String,
        /// The attribute.
        attribute: &'static str,
    },
}
