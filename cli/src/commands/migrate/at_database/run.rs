//! `dynamite-gen migrate run`.

use dynamite_migrate::Options;

use super::database::{self, Database, failed, is_applied, stop_on_interrupt};
use super::{ended, progress};
use crate::arguments::MigrateRun;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateRun,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let Some(database) = Database::open(&options.database, config, report).await? else {
        return Ok(Outcome::Findings);
    };
    let states = database.states().await?;
    let places: Vec<_> = match &options.name {
        Some(name) => {
            let place = database.place_of(name)?;
            database.check_earlier(place, &states)?;
            vec![place]
        }
        None => (0..states.len())
            .filter(|place| !is_applied(states[*place].as_ref()))
            .collect(),
    };
    if places.is_empty() {
        report.hint("done before", "all migrations are applied")?;
    }
    for place in places {
        database.check_later(place, &states)?;
        let outcome = one(&database, place, options, report).await?;
        if outcome == Outcome::Findings {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Clean)
}

async fn one(
    database: &Database,
    place: usize,
    options: &MigrateRun,
    report: &Report,
) -> Result<Outcome, Failure> {
    let items = database.migrator(place, Options::default())?.items().await;
    let progress = progress::shown(report, items.map_err(failed)?);
    let engine = Options {
        may_overwrite: options.overwrite,
        without_rollback: options.no_rollback,
        ..database::options(&options.work, progress)
    };
    let migrator = database.migrator(place, engine)?;
    stop_on_interrupt(&migrator);
    let clients = database.clients(place, options.clients);
    let done = migrator.run(clients, options.again).await;
    ended::report(&done.map_err(failed)?, "applied", report)
}
