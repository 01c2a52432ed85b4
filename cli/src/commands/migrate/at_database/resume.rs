//! `dynamite-gen migrate resume`.

use dynamite_migrate::{Direction, State};

use super::database::{self, Database, failed};
use super::ended;
use super::removals::Asked;
use crate::arguments::MigrateResume;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateResume,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let recorded = database.recorded().await?;
    let place = match &options.name {
        Some(name) => database.place_of(name)?,
        None => interrupted(&recorded.states)?,
    };
    let direction = recorded.state(place).map(|state| state.direction);
    let direction = direction.unwrap_or(Direction::Up);
    match direction {
        Direction::Contract => {
            let asked = Asked {
                is_exclusive: true,
                again: false,
            };
            database.check_contract(place, &recorded, asked).await?;
        }
        Direction::Down => database.check_rollback(place, &recorded).await?,
        Direction::Up => {
            database
                .check_run(place, &recorded, options.rejects)
                .await?;
        }
    }
    let work = database::allowing(options.allowed, database::options(&options.work));
    let migrator = database.at_work(place, work, &recorded).await?;
    let clients = database.clients(place, options.clients)?;
    let when_changed = database::when_changed(options.changed);
    let done = migrator
        .resume(clients, when_changed, options.rejects)
        .await;
    ended::report(&done.map_err(failed)?, direction, "done", report)
}

/// Returns the place of the first migration that was interrupted.
fn interrupted(states: &[Option<State>]) -> Result<usize, Failure> {
    let place = states
        .iter()
        .position(|it| it.as_ref().is_some_and(State::is_interrupted));
    place.ok_or_else(|| {
        Failure::new("no migration was interrupted").remedy(
            "`dynamite-gen migrate run` runs those that are not applied, `migrate status` lists all",
        )
    })
}
