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

use crate::arguments::{AtDatabase, Migrate};
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;
use database::Database;

pub(super) fn run(command: &Migrate, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    let Some(at) = at(command) else {
        return Ok(Outcome::Clean);
    };
    database::block_on(async {
        match Database::open(at, config, report).await? {
            Some(database) => on(&database, command, report).await,
            None => Ok(Outcome::Findings),
        }
    })
}

/// Where the database of a command is; `None` if it needs none.
fn at(command: &Migrate) -> Option<&AtDatabase> {
    Some(match command {
        Migrate::New(_)
        | Migrate::Baseline(_)
        | Migrate::Order(_)
        | Migrate::Renumber(_)
        | Migrate::Squash(_) => return None,
        Migrate::Plan(options) => &options.database,
        Migrate::Run(options) => &options.database,
        Migrate::Resume(options) => &options.database,
        Migrate::Status(options) => &options.database,
        Migrate::History(options) => &options.database,
        Migrate::Verify(options) => &options.database,
        Migrate::Gate(options) => &options.database,
        Migrate::Contract(options) => &options.database,
        Migrate::Repair(options) => &options.database,
        Migrate::Rollback(options) => &options.database,
    })
}

async fn on(database: &Database, command: &Migrate, report: &Report) -> Result<Outcome, Failure> {
    match command {
        Migrate::New(_)
        | Migrate::Baseline(_)
        | Migrate::Order(_)
        | Migrate::Renumber(_)
        | Migrate::Squash(_) => Ok(Outcome::Clean),
        Migrate::Plan(options) => plan::run(options, database, report).await,
        Migrate::Run(options) => run::run(options, database, report).await,
        Migrate::Resume(options) => resume::run(options, database, report).await,
        Migrate::Status(options) => status::run(options, database, report).await,
        Migrate::History(_) => status::history(database, report).await,
        Migrate::Verify(options) => verify::run(options, database, report).await,
        Migrate::Gate(options) => gate::run(options, database, report).await,
        Migrate::Contract(options) => contract::run(options, database, report).await,
        Migrate::Repair(options) => repair::run(options, database, report).await,
        Migrate::Rollback(options) => rollback::run(options, database, report).await,
    }
}
