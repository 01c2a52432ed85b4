//! `dynamite-gen migrate rollback`.

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
    check_later(database, place).await?;
    let work = database::options(&options.work);
    let migrator = database.at_work(place, work, report).await?;
    let clients = database.clients(place, options.clients, report)?;
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
