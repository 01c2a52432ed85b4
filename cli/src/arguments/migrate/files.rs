//! The arguments of commands that work on the files of migrations.

use clap::{Args, ValueHint};

use super::super::{MaybeAgainst, MigrationsFolder, SchemaFolder};

/// See [`super::MigrateFiles::New`].
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

/// See [`super::MigrateFiles::Baseline`].
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

/// See [`super::MigrateFiles::Order`].
#[derive(Debug, Args)]
pub(crate) struct MigrateOrder {
    /// The migrations: `0007_full_name`
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
}

/// See [`super::MigrateFiles::Renumber`].
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

/// See [`super::MigrateFiles::Squash`].
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
