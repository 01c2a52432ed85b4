//! `dynamite-gen migrate run`.

use dynamite_migrate::{Direction, Options, Status};

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
    if options.clients.exclusive {
        settle(database, &recorded).await?;
    }
    if places.is_empty() {
        report.hint("done before", "all migrations are applied")?;
        for (place, state) in recorded.states.iter().enumerate() {
            if let Some(state) = state.as_ref().filter(|it| it.is_interrupted()) {
                let name = &database.migrations[place].migration.name;
                let text = format!(
                    "the contract of {name} is {}: dynamite-gen migrate resume {name}",
                    state.status
                );
                report.hint("interrupted", &text)?;
            }
        }
    }
    let mut done = None;
    for place in places {
        if let Some(done) = done {
            // It may have taken hours, and others have worked meanwhile.
            database.renew(&mut recorded, done).await?;
        }
        let outcome = one(database, (place, &recorded), options, report).await?;
        if outcome == Outcome::Findings {
            return Ok(outcome);
        }
        done = Some(place);
    }
    Ok(Outcome::Clean)
}

/// Waits until no request of the migrations that are applied can arrive any more: once the command has ended, the
/// next program is started.
async fn settle(database: &Database, recorded: &Recorded) -> Result<(), Failure> {
    for (place, state) in recorded.states.iter().enumerate() {
        if state.as_ref().is_none_or(|it| it.status != Status::Applied) {
            continue;
        }
        let migrator = database.migrator(place, Options::default());
        let migrator = migrator.telling(database.progress());
        migrator.settle().await.map_err(failed)?;
    }
    Ok(())
}

async fn one(
    database: &Database,
    (place, recorded): (usize, &Recorded),
    options: &MigrateRun,
    report: &Report,
) -> Result<Outcome, Failure> {
    database.check_run(place, recorded, options.again).await?;
    let work = database::allowing(options.allowed, database::options(&options.work));
    let migrator = database.at_work(place, work, recorded).await?;
    let clients = database.clients(place, options.clients)?;
    let done = migrator.run(clients, options.again).await;
    let done = done.map_err(failed)?;
    ended::report(&done, Direction::Up, "applied", report)
}
