//! `dynamite-gen migrate run`.

use super::database::{self, Database, failed};
use super::ended;
use super::recorded::Recorded;
use crate::arguments::MigrateRun;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateRun,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let mut recorded = database.recorded().await?;
    database.check_history(&recorded.history)?;
    let places: Vec<_> = match &options.name {
        Some(name) => vec![database.place_of(name)?],
        None => (0..recorded.states.len())
            .filter(|place| !recorded.is_applied(*place))
            .collect(),
    };
    if places.is_empty() {
        report.hint("done before", "all migrations are applied")?;
    }
    for (number, place) in places.into_iter().enumerate() {
        if number > 0 {
            // The one before may have taken hours.
            recorded = database.recorded().await?;
        }
        let outcome = one(database, (place, &recorded), options, report).await?;
        if outcome == Outcome::Findings {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Clean)
}

async fn one(
    database: &Database,
    (place, recorded): (usize, &Recorded),
    options: &MigrateRun,
    report: &Report,
) -> Result<Outcome, Failure> {
    database.check_before_run(place, recorded).await?;
    if options.again {
        database.check_known(place, recorded)?;
        database.check_again(place, recorded)?;
    }
    let work = database::allowing(options.allowed, database::options(&options.work));
    let migrator = database.at_work(place, work, recorded, report).await?;
    let clients = database.clients(place, options.clients, report)?;
    let done = migrator.run(clients, options.again).await;
    ended::report(&done.map_err(failed)?, "applied", report)
}
