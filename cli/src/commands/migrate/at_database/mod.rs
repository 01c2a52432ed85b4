//! The commands that work on the items of a database.

mod clients;
mod contract;
mod database;
mod ended;
mod gate;
mod order;
mod plan;
mod progress;
mod project;
mod recorded;
mod reject;
mod removals;
mod repair;
mod restored;
mod resume;
mod rollback;
mod run;
mod status;
mod unknown;
mod verify;

use crate::arguments::{AtDatabase, MigrateAtDatabase};
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;
use database::Database;

pub(super) fn run(
    command: &MigrateAtDatabase,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    database::block_on(async {
        match Database::open(at(command), config, report).await? {
            Some(mut database) => {
                database.only_asks = matches!(command, MigrateAtDatabase::Plan(_));
                on(&database, command, report).await
            }
            None => Ok(Outcome::Findings),
        }
    })
}

/// Where the database of a command is.
fn at(command: &MigrateAtDatabase) -> &AtDatabase {
    use MigrateAtDatabase as M;
    match command {
        M::Plan(options) => &options.database,
        M::Run(options) => &options.database,
        M::Resume(options) => &options.database,
        M::Status(options) => &options.database,
        M::History(options) => &options.database,
        M::Verify(options) => &options.database,
        M::Gate(options) => &options.database,
        M::Contract(options) => &options.database,
        M::Repair(options) => &options.database,
        M::Rollback(options) => &options.database,
    }
}

async fn on(
    database: &Database,
    command: &MigrateAtDatabase,
    report: &Report,
) -> Result<Outcome, Failure> {
    use MigrateAtDatabase as M;
    match command {
        M::Plan(options) => plan::run(options, database, report).await,
        M::Run(options) => run::run(options, database, report).await,
        M::Resume(options) => resume::run(options, database, report).await,
        M::Status(options) => status::run(options, database, report).await,
        M::History(_) => status::history(database, report).await,
        M::Verify(options) => verify::run(options, database, report).await,
        M::Gate(options) => gate::run(options, database, report).await,
        M::Contract(options) => contract::run(options, database, report).await,
        M::Repair(options) => repair::run(options, database, report).await,
        M::Rollback(options) => rollback::run(options, database, report).await,
    }
}
