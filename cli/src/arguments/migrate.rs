//! The arguments of `dynamite-gen migrate`. The comments here are the help texts.

use clap::{Args, Subcommand, ValueHint};

use super::{MaybeAgainst, MigrationsFolder, SchemaFolder};

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

/// See [`Command::Migrate`].
#[derive(Debug, Subcommand)]
pub(crate) enum Migrate {
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
    /// Only for migrations that are applied to every table. Their files are removed; order.sum keeps
    /// their names and checksums, so that tables that have them are still understood. Without `--yes`,
    /// only says what would be removed.
    #[command(after_help = SQUASH_EXAMPLES)]
    Squash(MigrateSquash),
}

/// See [`Migrate::New`].
#[derive(Debug, Args)]
pub(crate) struct MigrateNew {
    /// What the migration does, in small letters: `full_name`. The number is put before it
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) source: SchemaFolder,
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
    #[command(flatten)]
    pub(crate) against: MaybeAgainst,
    /// A field that has another name: the former with its model, and the new one [default: none]
    #[arg(long = "rename", value_name = "MODEL.FIELD=FIELD")]
    pub(crate) renamed: Vec<String>,
    /// A field that is not wanted any more, with its model [default: none]
    #[arg(long = "drop", value_name = "MODEL.FIELD")]
    pub(crate) dropped: Vec<String>,
}

/// See [`Migrate::Baseline`].
#[derive(Debug, Args)]
pub(crate) struct MigrateBaseline {
    #[command(flatten)]
    pub(crate) source: SchemaFolder,
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
    /// The schema that is recorded: a folder, or the same folder in a revision (`git:main`) [default:
    /// the schema as it is]
    #[arg(long, value_name = "git:REV|DIR", value_hint = ValueHint::DirPath)]
    pub(crate) against: Option<String>,
}

/// See [`Migrate::Order`].
#[derive(Debug, Args)]
pub(crate) struct MigrateOrder {
    /// The migrations: `0007_full_name`
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
}

/// See [`Migrate::Renumber`].
#[derive(Debug, Args)]
pub(crate) struct MigrateRenumber {
    #[command(flatten)]
    pub(crate) source: SchemaFolder,
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
    /// Whose migrations stay: the same folder in a revision (`git:main`), or another folder of migrations
    #[arg(long, value_name = "git:REV|DIR", value_hint = ValueHint::DirPath)]
    pub(crate) onto: String,
    /// Write nothing; say what would be done [default: off]
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// See [`Migrate::Squash`].
#[derive(Debug, Args)]
pub(crate) struct MigrateSquash {
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
    /// The number of the last migration that is folded
    #[arg(long, value_name = "NUMBER")]
    pub(crate) through: u32,
    /// Do it [default: only say what would be removed]
    #[arg(long)]
    pub(crate) yes: bool,
}
