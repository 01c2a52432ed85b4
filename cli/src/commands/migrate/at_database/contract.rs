//! `dynamite-gen migrate contract`.

use std::time::Duration;

use dynamite_migrate::{Contracting, Options};

use super::database::{self, Database, failed, stop_on_interrupt};
use super::{ended, progress};
use crate::arguments::MigrateContract;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateContract,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let Some(database) = Database::open(&options.database, config, report).await? else {
        return Ok(Outcome::Findings);
    };
    let place = database.place_of(&options.name)?;
    let items = database.migrator(place, Options::default())?.items().await;
    let progress = progress::shown(report, items.map_err(failed)?);
    let migrator = database.migrator(place, database::options(&options.work, progress))?;
    stop_on_interrupt(&migrator);
    let contracting = Contracting {
        is_exclusive: options.exclusive,
        apart: Duration::from_mins(options.apart),
        when_changed: database::when_changed(options.changed),
    };
    let done = migrator.contract(contracting).await;
    ended::report(&done.map_err(failed)?, "contracted", report)
}
