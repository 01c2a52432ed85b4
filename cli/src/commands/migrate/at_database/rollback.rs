//! `dynamite-gen migrate rollback`.

use dynamite_migrate::Direction;

use super::database::{self, Database, failed};
use super::ended;
use crate::arguments::MigrateRollback;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateRollback,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let place = database.place_of(&options.name)?;
    let recorded = database.recorded().await?;
    database.check_rollback(place, &recorded).await?;
    let work = database::options(&options.work);
    let migrator = database.at_work(place, work, &recorded).await?;
    let clients = database.clients(place, options.clients)?;
    let when_changed = database::when_changed(options.changed);
    let done = migrator.rollback(clients, when_changed).await;
    let done = done.map_err(failed)?;
    ended::report(&done, Direction::Down, "taken back", report)
}
