//! `dynamite-gen migrate rollback`.

use dynamite_migrate::Options;

use super::database::{self, Database, failed, stop_on_interrupt};
use super::{ended, progress};
use crate::arguments::MigrateRollback;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateRollback,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let Some(database) = Database::open(&options.database, config, report).await? else {
        return Ok(Outcome::Findings);
    };
    let place = database.place_of(&options.name)?;
    check_later(&database, place).await?;
    let items = database.migrator(place, Options::default())?.items().await;
    let progress = progress::shown(report, items.map_err(failed)?);
    let migrator = database.migrator(place, database::options(&options.work, progress))?;
    stop_on_interrupt(&migrator);
    let clients = database.clients(place, options.clients);
    let when_changed = database::when_changed(options.changed);
    let done = migrator.rollback(clients, when_changed).await;
    ended::report(&done.map_err(failed)?, "taken back", report)
}

/// Refuses a migration after which others are applied: they may build on it.
async fn check_later(database: &Database, place: usize) -> Result<(), Failure> {
    let states = database.states().await?;
    let later = database.migrations.iter().zip(&states).skip(place + 1);
    let mut applied = later.filter(|(_, state)| database::is_applied(state.as_ref()));
    match applied.next_back() {
        None => Ok(()),
        Some((last, _)) => Err(Failure::new(format!(
            "{} was applied after it, and may build on it",
            last.migration.name
        ))
        .remedy("take the last one back first")),
    }
}
