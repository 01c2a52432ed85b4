//! `dynamite-gen migrate run`.

use super::database::{self, Database, failed, is_applied};
use super::ended;
use crate::arguments::MigrateRun;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateRun,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    database.check_history(&database.history().await?)?;
    let mut states = database.states().await?;
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
        database.check_removed(place, &states).await?;
        if options.again {
            database.check_known(place).await?;
            database.check_again(place, &states)?;
        }
        let outcome = one(database, place, options, report).await?;
        if outcome == Outcome::Findings {
            return Ok(outcome);
        }
        // What the next one finds.
        states[place] = database.state(place).await?;
    }
    Ok(Outcome::Clean)
}

async fn one(
    database: &Database,
    place: usize,
    options: &MigrateRun,
    report: &Report,
) -> Result<Outcome, Failure> {
    let work = database::allowing(options.allowed, database::options(&options.work));
    let migrator = database.at_work(place, work, report).await?;
    let clients = database.clients(place, options.clients, report)?;
    let done = migrator.run(clients, options.again).await;
    ended::report(&done.map_err(failed)?, "applied", report)
}
