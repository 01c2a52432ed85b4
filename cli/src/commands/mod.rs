//! The commands, one file for each.

mod check;
mod completions;
mod explain;
mod generate;
mod init;
mod man;
mod schema;

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
        Command::Explain(options) => explain::run(options, &report),
        Command::Schema(options) => schema::run(options, &report),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => man::run(options, &report),
    }
}
