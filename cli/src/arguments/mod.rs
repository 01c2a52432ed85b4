//! The command line's arguments. The comments here are the help texts.

mod global;
mod migrate;
mod suggestion;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

pub(crate) use global::{Color, Format, Global};
pub(crate) use migrate::{
    Allowed, AtDatabase, Changed, ClientsThatRun, Items, Migrate, MigrateAtDatabase,
    MigrateBaseline, MigrateContract, MigrateFiles, MigrateGate, MigrateNew, MigrateOrder,
    MigratePlan, MigrateRenumber, MigrateRepair, MigrateResume, MigrateRollback, MigrateRun,
    MigrateSquash, MigrateStatus, MigrateVerify, Phase, WhichGate, Work,
};
pub(crate) use suggestion::with_one_suggestion;

const EXIT_CODES: &str = "\
Exit codes:
  0  clean: nothing to report
  1  findings: problems in the schema, or models that are out of date
  2  the command could not do its work: wrong usage, or a file that cannot be read or written

Results go to standard output; what kept the command from its work goes to standard error.

Examples:
  dynamite-gen init                       start in the current folder
  dynamite-gen check                      every problem of the schema at once
  dynamite-gen explain DM101              what a problem means, and how to solve it
  dynamite-gen generate --out src/models  models to be checked in
  dynamite-gen generate --check           in CI: are they up to date?";

const INIT_EXAMPLES: &str = "\
Examples:
  dynamite-gen init                an empty folder, or one with a Cargo.toml
  dynamite-gen init shop           makes the folder
  dynamite-gen init --checked-in   models in src/models instead of a build script";

const GENERATE_EXAMPLES: &str = "\
Exit codes:
  0  written, or up to date
  1  problems in the schema; with --check or --diff also models that are out of date
  2  wrong usage, or a file that cannot be read or written

Examples:
  dynamite-gen generate --out src/models
  dynamite-gen generate --check --format github
  dynamite-gen generate --diff | less";

const CHECK_EXAMPLES: &str = "\
Examples:
  dynamite-gen check
  dynamite-gen check --schemas db/schemas --format json
  dynamite-gen check --deny-warnings --format github
  dynamite-gen check --against git:main     are there changes that no migration makes up for?";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  dynamite-gen explain DM101
  dynamite-gen explain --format json";

const DIFF_EXAMPLES: &str = "\
Exit codes:
  0  stored items are read as before, and programs with the former schema can go on
  1  some are not, or cannot
  2  wrong usage, or a schema that cannot be read or is wrong

Examples:
  dynamite-gen diff --against git:main
  dynamite-gen diff --against ../released/schemas --format json";

const SCHEMA_EXAMPLES: &str = "\
A schema file asks for it in its first line:
  # yaml-language-server: $schema=./dynamite.schema.json

Examples:
  dynamite-gen schema --out schemas/dynamite.schema.json
  dynamite-gen schema --migrations --out migrations/dynamite-migration.schema.json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  dynamite-gen completions bash > ~/.local/share/bash-completion/completions/dynamite-gen
  dynamite-gen completions fish > ~/.config/fish/completions/dynamite-gen.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  dynamite-gen man | man -l -
  dynamite-gen man --out ~/.local/share/man/man1";

/// Typed Rust models for DynamoDB, from schema files
#[derive(Debug, Parser)]
#[command(name = "dynamite-gen", version, propagate_version = true)]
#[command(after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start: dynamite.toml, a schema, a build script and an example that runs
    ///
    /// Works in a folder with a Cargo.toml, and in an empty one, which then gets a Cargo.toml.
    /// Writes dynamite.toml, schemas/app.yaml, schemas/dynamite.schema.json, build.rs and
    /// examples/first.rs; adds what these need to Cargo.toml. Without a program of your own, also
    /// writes src/main.rs, in the place of the one that `cargo new` has written, if that is
    /// untouched. No other file that exists is overwritten: the command says what it left alone, and
    /// what to add by hand.
    #[command(after_help = INIT_EXAMPLES)]
    Init(Init),
    /// Write the models of a schema to a folder that is checked in
    ///
    /// Not needed where a build script generates the models. Only files that differ are written,
    /// and only files that an earlier run wrote are removed.
    #[command(after_help = GENERATE_EXAMPLES)]
    Generate(Generate),
    /// Report every problem of the schema and of migrations, with file, line and column
    ///
    /// Changes of the schema since the last migration that strand items are warnings.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Say what differs from another schema, and what that means for stored items
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Change items that are stored, so that they follow the schema
    #[command(subcommand)]
    Migrate(Migrate),
    /// Explain a problem by its code; without a code, list them all
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Print the JSON Schema of schema files or migration files, for editors
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(Schema),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print the manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man(Man),
}

/// Where the schema is.
#[derive(Debug, Args)]
pub(crate) struct SchemaFolder {
    /// The folder of schema files [default: `schemas` of dynamite.toml, or ./schemas without one]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) schemas: Option<PathBuf>,
}

/// See [`Command::Init`].
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder; made if it does not exist
    #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// Keep generated models in src/models instead of generating them in build.rs [default: off]
    #[arg(long)]
    pub(crate) checked_in: bool,
    /// A checkout of Dynamite to depend on [default: the one this command was built from]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::DirPath)]
    pub(crate) dynamite: Option<PathBuf>,
}

/// See [`Command::Generate`].
#[derive(Debug, Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) source: SchemaFolder,
    /// The folder for the models [default: `out` of dynamite.toml]
    ///
    /// It is empty, not there yet, or one that models of this schema were written to before.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; say what is out of date, with the first changes of each file [default: off]
    #[arg(long, conflicts_with = "diff")]
    pub(crate) check: bool,
    /// Write nothing; show every change as a unified diff [default: off]
    #[arg(long)]
    pub(crate) diff: bool,
}

/// See [`Command::Check`].
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) source: SchemaFolder,
    #[command(flatten)]
    pub(crate) folder: MigrationsFolder,
    #[command(flatten)]
    pub(crate) against: MaybeAgainst,
    /// Count warnings as findings: exit with 1 [default: off]
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

/// See [`Command::Diff`].
#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) source: SchemaFolder,
    #[command(flatten)]
    pub(crate) against: Against,
}

/// Another schema to compare with.
#[derive(Debug, Args)]
pub(crate) struct Against {
    /// The schema to compare with: a folder, or the same folder in a revision (`git:main`) [default:
    /// none, it has to be given]
    #[arg(long = "against", value_name = "git:REV|DIR", value_hint = ValueHint::DirPath)]
    pub(crate) schema: String,
}

/// Another schema, in place of that of the snapshots.
#[derive(Debug, Args)]
pub(crate) struct MaybeAgainst {
    /// The schema to compare with: a folder, or the same folder in a revision (`git:main`) [default:
    /// the last snapshot]
    #[arg(long = "against", value_name = "git:REV|DIR", value_hint = ValueHint::DirPath)]
    pub(crate) schema: Option<String>,
}

/// Where migrations are.
#[derive(Debug, Args)]
pub(crate) struct MigrationsFolder {
    /// The folder of migrations [default: `migrations` of dynamite.toml, or ./migrations without one]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) migrations: Option<PathBuf>,
}

/// See [`Command::Explain`].
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The code, such as DM101; `dm101`, `101` and `DM 101` are the same [default: list all codes]
    #[arg(value_name = "CODE", num_args = 0..=2)]
    pub(crate) code: Vec<String>,
}

/// See [`Command::Schema`].
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// The file to write; `-` is standard output [default: standard output]
    ///
    /// A file that exists has to be a JSON Schema of this command.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// That of migration files [default: that of schema files]
    #[arg(long)]
    pub(crate) migrations: bool,
}

/// See [`Command::Completions`].
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// See [`Command::Man`].
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The folder for one page for each command [default: the main page to standard output]
    ///
    /// Pages of other programs in it stay.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
}
