//! `dynamite-gen migrate contract`.

use std::time::Duration;

use dynamite_migrate::Contracting;

use super::database::{self, Database, failed};
use super::ended;
use super::removals::Asked;
use crate::arguments::MigrateContract;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateContract,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let place = database.place_of(&options.name)?;
    let recorded = database.recorded().await?;
    let asked = Asked {
        is_exclusive: options.exclusive,
        again: options.again,
    };
    database.check_contract(place, &recorded, asked).await?;
    let work = database::options(&options.work);
    let migrator = database.at_work(place, work, &recorded).await?;
    let contracting = Contracting {
        is_exclusive: options.exclusive,
        apart: Duration::from_mins(options.apart),
        when_changed: database::when_changed(options.changed),
        again: options.again,
    };
    let done = migrator.contract(contracting).await;
    ended::report(&done.map_err(failed)?, "contracted", report)
}
