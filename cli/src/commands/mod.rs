//! The commands, one file for each.

mod check;
mod completions;
mod diff;
mod explain;
mod generate;
mod init;
mod man;
mod migrate;
mod schema;

use std::path::Path;

use dynamite_schema::ir::Schema;

use crate::arguments::{Arguments, Command};
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let report = Report::new(&arguments.global);
    let config = || Config::find(arguments.global.config.as_deref());
    match &arguments.command {
        Command::Init(options) => init::run(options, &report),
        Command::Generate(options) => generate::run(options, &config()?, &report),
        Command::Check(options) => check::run(options, &config()?, &report),
        Command::Diff(options) => diff::run(options, &config()?, &report),
        Command::Migrate(command) => migrate::run(command, &config()?, &report),
        Command::Explain(options) => explain::run(options, &report),
        Command::Schema(options) => schema::run(options, &report),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => man::run(options, &report),
    }
}

/// Returns the schema in a folder; `None` after reporting its problems.
fn current_schema(folder: &Path, report: &Report) -> Result<Option<Schema>, Failure> {
    match dynamite_schema::load(folder).and_then(dynamite_schema::check) {
        Ok(checked) => Ok(Some(checked.schema)),
        Err(problems) => {
            check::refused(&problems, folder, report)?;
            Ok(None)
        }
    }
}
