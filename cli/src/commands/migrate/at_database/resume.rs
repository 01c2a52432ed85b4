//! `dynamite-gen migrate resume`.

use dynamite_migrate::{Options, State, Status};

use super::database::{self, Database, failed, stop_on_interrupt};
use super::{ended, progress};
use crate::arguments::MigrateResume;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateResume,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let Some(database) = Database::open(&options.database, config, report).await? else {
        return Ok(Outcome::Findings);
    };
    let place = match &options.name {
        Some(name) => database.place_of(name)?,
        None => interrupted(&database).await?,
    };
    let items = database.migrator(place, Options::default())?.items().await;
    let progress = progress::shown(report, items.map_err(failed)?);
    let migrator = database.migrator(place, database::options(&options.work, progress))?;
    stop_on_interrupt(&migrator);
    let clients = database.clients(place, options.clients);
    let when_changed = database::when_changed(options.changed);
    let done = migrator
        .resume(clients, when_changed, options.rejects)
        .await;
    ended::report(&done.map_err(failed)?, "done", report)
}

/// Returns the place of the first migration that was interrupted.
async fn interrupted(database: &Database) -> Result<usize, Failure> {
    let is_interrupted = |state: &State| {
        matches!(
            state.status,
            Status::Running
                | Status::Paused
                | Status::Failed
                | Status::Reverting
                | Status::Contracting
        )
    };
    let states = database.states().await?;
    let place = states
        .iter()
        .position(|it| it.as_ref().is_some_and(is_interrupted));
    place.ok_or_else(|| {
        Failure::new("no migration was interrupted").remedy(
            "`dynamite-gen migrate run` runs those that are not applied, `migrate status` lists all",
        )
    })
}
