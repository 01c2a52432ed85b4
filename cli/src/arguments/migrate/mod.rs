//! The arguments of `dynamite-gen migrate`. The comments here are the help texts.

mod at_database;
mod commands;
mod files;

use clap::Subcommand;

pub(crate) use at_database::{
    Allowed, AtDatabase, Changed, ClientsThatRun, Phase, WhichGate, Work,
};
pub(crate) use commands::{
    Items, MigrateContract, MigrateGate, MigrateHistory, MigratePlan, MigrateRepair, MigrateResume,
    MigrateRollback, MigrateRun, MigrateStatus, MigrateVerify,
};
pub(crate) use files::{MigrateBaseline, MigrateNew, MigrateOrder, MigrateRenumber, MigrateSquash};

const NEW_EXAMPLES: &str = "\
Examples:
  dynamite-gen migrate new full_name --rename User.name=full_name
  dynamite-gen migrate new no_fax --drop User.fax
  dynamite-gen migrate new country --against git:main     without a snapshot to compare with";

const BASELINE_EXAMPLES: &str = "\
Examples:
  dynamite-gen migrate baseline                      the tables follow the schema as it is
  dynamite-gen migrate baseline --against git:v1.4   they follow that of a release";

const ORDER_EXAMPLES: &str = "\
Examples:
  dynamite-gen migrate order 0007_full_name     its file was edited, or removed, and no table has it";

const RENUMBER_EXAMPLES: &str = "\
Exit codes:
  0  done, or nothing to do
  1  problems in the schema
  2  wrong usage, migrations that cannot be moved, or files that cannot be read or written

Examples:
  dynamite-gen migrate renumber --onto git:main --dry-run
  dynamite-gen migrate renumber --onto git:main";

const SQUASH_EXAMPLES: &str = "\
Examples:
  dynamite-gen migrate squash --through 12          what would be removed
  dynamite-gen migrate squash --through 12 --yes";

const PLAN_EXAMPLES: &str = "\
Examples:
  dynamite-gen migrate plan
  dynamite-gen migrate plan 0007_full_name --full
  dynamite-gen migrate plan --markdown > runbook.md";

const RUN_EXAMPLES: &str = "\
Exit codes:
  0  done, or done before
  1  stopped, done with items that were rejected, or a migration file has problems
  2  it could not go on; nothing is lost

Examples:
  dynamite-gen migrate run --newest-client expand    programs of phases before and expand may run
  dynamite-gen migrate run 0007_full_name --exclusive    no program runs meanwhile
  dynamite-gen migrate run 7 --again --newest-client expand    follow what was written since";

const GATE_EXAMPLES: &str = "\
Examples:
  dynamite-gen migrate gate switch 0007_full_name && deploy
  dynamite-gen migrate gate contract 0007_full_name";

/// See [`super::Command::Migrate`].
#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
    #[command(flatten)]
    Files(MigrateFiles),
    #[command(flatten)]
    AtDatabase(MigrateAtDatabase),
}

/// Commands on the files of migrations.
#[derive(Debug, Subcommand)]
pub(crate) enum MigrateFiles {
    /// Draft a migration for what has changed in the schema since the last one
    ///
    /// Writes the migration file, and the snapshot of the schema after it. A field that is gone
    /// beside a new one of its type may have another name now, or may not be wanted any more:
    /// `--rename` or `--drop` says which.
    #[command(after_help = NEW_EXAMPLES)]
    New(MigrateNew),
    /// Record the schema that stored items follow, as the beginning of migrations
    ///
    /// Writes snapshots; no database is asked.
    #[command(after_help = BASELINE_EXAMPLES)]
    Baseline(MigrateBaseline),
    /// Take migrations as they are now into order.sum, after they were edited, added or removed
    ///
    /// Only for migrations that are applied nowhere yet: what is applied is not edited, and a table would
    /// refuse it.
    #[command(after_help = ORDER_EXAMPLES)]
    Order(MigrateOrder),
    /// Move the migrations of a branch behind those of another, after a merge
    ///
    /// Migrations that the other branch has stay as they are. All others get the numbers after its last
    /// one: their files are renamed, their snapshots recorded again, and order.sum is written. Works
    /// while order.sum and snapshots are in conflict; the schema files have to be merged. Only for
    /// migrations that are applied nowhere yet.
    #[command(after_help = RENUMBER_EXAMPLES)]
    Renumber(MigrateRenumber),
    /// Fold the first migrations into the first snapshot
    ///
    /// Only for migrations that are applied to every table, with their contracts. Their files are removed;
    /// order.sum keeps their names and checksums, so that tables that have them are still understood. Without
    /// `--yes`, only says what would be removed.
    #[command(after_help = SQUASH_EXAMPLES)]
    Squash(MigrateSquash),
}

/// Commands on the items of a database.
#[derive(Debug, Subcommand)]
pub(crate) enum MigrateAtDatabase {
    /// Say what a run would do, and what that costs. Nothing is written
    ///
    /// Reads the first items of some segments, and says so; with --full all items, and names the
    /// first of those that stand in the way.
    #[command(after_help = PLAN_EXAMPLES)]
    Plan(MigratePlan),
    /// Carry out a migration, or all that are not applied, in their order
    ///
    /// Ctrl-C stops it in order, and after a crash nothing is lost: the next run goes on from the last
    /// checkpoints, on any machine. Any number of processes may be started; one works.
    #[command(after_help = RUN_EXAMPLES)]
    Run(MigrateRun),
    /// Go on with a run, a way back or a contract that was interrupted
    Resume(MigrateResume),
    /// Say which migrations are applied to the database, and how far those are that are under way
    Status(MigrateStatus),
    /// Say what was applied to the database and taken back, whether its file is here or not
    History(MigrateHistory),
    /// Look for items for which something is left to do, in one complete and consistent scan
    ///
    /// What it finds is recorded: the gates are opened by it.
    Verify(MigrateVerify),
    /// Say by the exit code if a gate is open: 0 if it is, 1 if something is missing
    ///
    /// `switch`: programs that read the new attributes may be deployed. `contract`: what only programs
    /// with the former schema read may be removed.
    #[command(after_help = GATE_EXAMPLES)]
    Gate(MigrateGate),
    /// Remove what only programs with the former schema read. There is no way back from it
    Contract(MigrateContract),
    /// Put right what processes and people have left behind: dead leases, damaged rows, other tables
    ///
    /// Without `--yes`, only says what would be done.
    Repair(MigrateRepair),
    /// Take a migration back that is not contracted
    Rollback(MigrateRollback),
}
