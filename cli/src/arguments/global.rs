//! Options that every command takes. The comments here are the help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Options that every command takes.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// How results are shown
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "FORMAT",
        default_value_t
    )]
    pub(crate) format: Format,
    /// When to colour results
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: Color,
    /// The configuration file [default: dynamite.toml in this folder or the nearest above]
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Only findings and errors, no reports on what went well [default: off]
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// The format of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: with the lines of the source, and colours on a terminal
    #[default]
    Human,
    /// One line for each result
    Short,
    /// One JSON object for each result, each on its own line
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

/// The choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
