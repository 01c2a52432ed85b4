//! The arguments of commands that work on the items of a database.

use clap::{Args, ValueEnum};

use super::at_database::{Allowed, AtDatabase, Changed, ClientsThatRun, WhichGate, Work};

/// See [`super::MigrateAtDatabase::Plan`].
#[derive(Debug, Args)]
pub(crate) struct MigratePlan {
    /// The migration [default: all that are not applied]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    /// Read all items, and count all that stand in the way of a run [default: a sample]
    #[arg(long)]
    pub(crate) full: bool,
    /// As Markdown, to be sent round before the run [default: off]
    #[arg(long)]
    pub(crate) markdown: bool,
    /// What a million units cost: `reads=0.125,writes=0.625` [default: a dated table]
    #[arg(long, value_name = "PRICES")]
    pub(crate) prices: Option<String>,
}

/// See [`super::MigrateAtDatabase::Run`].
#[derive(Debug, Args)]
pub(crate) struct MigrateRun {
    /// The migration [default: all that are not applied, in their order]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    #[command(flatten)]
    pub(crate) clients: ClientsThatRun,
    #[command(flatten)]
    pub(crate) work: Work,
    /// Do it once more: for what older programs have written since [default: off]
    #[arg(long, requires = "name")]
    pub(crate) again: bool,
    #[command(flatten)]
    pub(crate) allowed: Allowed,
}

/// See [`super::MigrateAtDatabase::Resume`].
#[derive(Debug, Args)]
pub(crate) struct MigrateResume {
    /// The migration [default: the one that was interrupted]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    #[command(flatten)]
    pub(crate) clients: ClientsThatRun,
    #[command(flatten)]
    pub(crate) work: Work,
    /// Try the items again that a run has rejected: it does its passes once more [default: off]
    #[arg(long, requires = "name")]
    pub(crate) rejects: bool,
    #[command(flatten)]
    pub(crate) allowed: Allowed,
    /// What becomes of attributes that are to be removed, and were changed by someone else
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    pub(crate) changed: Changed,
}

/// See [`super::MigrateAtDatabase::Status`].
#[derive(Debug, Args)]
pub(crate) struct MigrateStatus {
    /// The migration, with the items that it rejected [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
}

/// See [`super::MigrateAtDatabase::History`].
#[derive(Debug, Args)]
pub(crate) struct MigrateHistory {
    #[command(flatten)]
    pub(crate) database: AtDatabase,
}

/// See [`super::MigrateAtDatabase::Verify`].
#[derive(Debug, Args)]
pub(crate) struct MigrateVerify {
    /// The migration
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// List every item with something left to do, not only the first ten
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    #[command(flatten)]
    pub(crate) clients: ClientsThatRun,
}

/// See [`super::MigrateAtDatabase::Gate`].
#[derive(Debug, Args)]
pub(crate) struct MigrateGate {
    /// The gate
    #[arg(value_enum, value_name = "GATE")]
    pub(crate) gate: WhichGate,
    /// The migration
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    /// Minutes between the two verifications that the gate `contract` needs
    #[arg(long, value_name = "MINUTES", default_value_t = 15)]
    pub(crate) apart: u64,
}

/// See [`super::MigrateAtDatabase::Contract`].
#[derive(Debug, Args)]
pub(crate) struct MigrateContract {
    /// The migration
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    #[command(flatten)]
    pub(crate) work: Work,
    /// No program reads or writes the tables until the command has ended: one verification, made at
    /// once, is enough [default: off]
    #[arg(long)]
    pub(crate) exclusive: bool,
    /// Minutes between the two verifications that are needed otherwise
    #[arg(long, value_name = "MINUTES", default_value_t = 15)]
    pub(crate) apart: u64,
    /// What becomes of former attributes that differ from the new ones
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    pub(crate) changed: Changed,
    /// Do a contract once more that was made: for items that it has rejected or kept, or that older programs
    /// have written since [default: off]
    #[arg(long)]
    pub(crate) again: bool,
}

/// See [`super::MigrateAtDatabase::Rollback`].
#[derive(Debug, Args)]
pub(crate) struct MigrateRollback {
    /// The migration
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    #[command(flatten)]
    pub(crate) clients: ClientsThatRun,
    #[command(flatten)]
    pub(crate) work: Work,
    /// What becomes of what the run has made, if someone has changed it since
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    pub(crate) changed: Changed,
}

/// See [`super::MigrateAtDatabase::Repair`].
#[derive(Debug, Args)]
pub(crate) struct MigrateRepair {
    /// The migration
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) database: AtDatabase,
    /// What the items are: of tables that were restored, or of which nothing is recorded [default: they are
    /// verified]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) items: Option<Items>,
    /// Do it [default: only say what would be done]
    #[arg(long)]
    pub(crate) yes: bool,
}

/// How far a migration was carried out on items, by the word of an operator.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Items {
    /// They are as before it, or it was under way or taken back: it is to be run
    Before,
    /// It was done, and its contract was not begun
    Applied,
    /// Its contract was made, or was under way
    Contracted,
}
