//! The commands that work on the items of a database.

mod contract;
mod database;
mod ended;
mod gate;
mod order;
mod plan;
mod progress;
mod project;
mod repair;
mod resume;
mod rollback;
mod run;
mod status;
mod verify;

use crate::arguments::Migrate;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) fn run(command: &Migrate, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    database::block_on(async {
        match command {
            Migrate::New(_)
            | Migrate::Baseline(_)
            | Migrate::Order(_)
            | Migrate::Renumber(_)
            | Migrate::Squash(_) => Ok(Outcome::Clean),
            Migrate::Plan(options) => plan::run(options, config, report).await,
            Migrate::Run(options) => run::run(options, config, report).await,
            Migrate::Resume(options) => resume::run(options, config, report).await,
            Migrate::Status(options) => status::run(options, config, report).await,
            Migrate::History(options) => status::history(options, config, report).await,
            Migrate::Verify(options) => verify::run(options, config, report).await,
            Migrate::Gate(options) => gate::run(options, config, report).await,
            Migrate::Contract(options) => contract::run(options, config, report).await,
            Migrate::Repair(options) => repair::run(options, config, report).await,
            Migrate::Rollback(options) => rollback::run(options, config, report).await,
        }
    })
}
