//! What commands have in common that work on the items of a database.

use clap::{Args, ValueEnum};

use super::super::{MigrationsFolder, SchemaFolder};

/// Where the migrations and the tables are.
#[derive(Debug, Args)]
pub(crate) struct AtDatabase {
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
    #[command(flatten)]
    pub(crate) source: SchemaFolder,
    /// What is before each table name: a stage, a tenant [default: nothing]
    #[arg(long, value_name = "PREFIX")]
    pub(crate) prefix: Option<String>,
    /// The only region in which replicated tables are written to [default: they are refused]
    #[arg(long, value_name = "REGION")]
    pub(crate) single_writer_region: Option<String>,
}

/// How a run works.
#[derive(Debug, Args)]
pub(crate) struct Work {
    /// Number of segments that a table is divided into, at the first run
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) segments: u16,
    /// Writes at the same time
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) concurrency: u16,
    /// Items read at once from a segment [default: as many as DynamoDB reads, 1 MB]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page_size: Option<u32>,
    /// Items that may be rejected; one more stops the work
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) max_rejects: u64,
    /// Wait for a process that works on it, in place of giving up [default: off]
    #[arg(long)]
    pub(crate) wait: bool,
}

/// What a run may do that it is refused otherwise, by what its survey finds.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Allowed {
    /// Begin although content would be lost that items have where something is written [default: off]
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Begin although fields get a value again that programs may have cleared since the run was done
    /// [default: off]
    #[arg(long)]
    pub(crate) refill: bool,
    /// Begin although it could not be taken back [default: off]
    #[arg(long)]
    pub(crate) no_rollback: bool,
}

/// The programs that read and write the tables meanwhile.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct ClientsThatRun {
    /// No program reads or writes the tables until the command has ended [default: off]
    #[arg(long, conflicts_with_all = ["oldest_client", "newest_client"])]
    pub(crate) exclusive: bool,
    /// No program runs that is older than this phase [default: not known; a
    /// verification then opens no gate]
    #[arg(long, value_enum, value_name = "PHASE")]
    pub(crate) oldest_client: Option<Phase>,
    /// No program runs, or has run, that is newer than this phase [default: that
    /// of the renamed fields in the schema]
    #[arg(long, value_enum, value_name = "PHASE")]
    pub(crate) newest_client: Option<Phase>,
}

/// The phase of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Phase {
    /// It has the schema before the migration
    Before,
    /// It reads the former attributes, and writes both
    Expand,
    /// It reads the new attributes, and writes both
    Switch,
    /// It reads and writes the new attributes, and removes the former ones
    Contract,
    /// It has the schema after the migration
    After,
}

/// A gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhichGate {
    /// Programs that read the new attributes may be deployed
    Switch,
    /// What only programs with the former schema read may be removed
    Contract,
}

/// What becomes of an attribute that is to be removed, and was changed by someone else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Changed {
    /// The item is rejected, and with that reported
    #[default]
    Reject,
    /// It stays in the item
    Keep,
    /// It is removed, whatever it is
    Remove,
    /// The same, and a former attribute also where programs have cleared the new one
    RemoveAll,
}
