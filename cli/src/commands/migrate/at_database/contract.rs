//! `dynamite-gen migrate contract`.

use std::time::Duration;

use clap::ValueEnum as _;
use dynamite_migrate::{Contracting, Direction, Refusal};

use super::database::{self, Database, failed};
use super::ended;
use super::removals::Asked;
use crate::arguments::{Changed, MigrateContract};
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
    let done = done.map_err(|error| {
        let is_closed = matches!(error.refusal(), Refusal::GateClosed(_));
        let what = options.changed.to_possible_value();
        let said = what.filter(|_| is_closed && options.changed != Changed::Reject);
        match said {
            None if matches!(error.refusal(), Refusal::TooManyRejects { .. }) => {
                failed(error).remedy(
                    "where a former attribute differs, `--changed keep` leaves it, and `--changed remove` removes it",
                )
            }
            None => failed(error),
            Some(what) => failed(error).remedy(format!(
                "`--changed` opens no gate; without one it is contracted while no program runs: `dynamite-gen \
                 migrate contract {} --exclusive --changed {}`",
                database.migrations[place].migration.name,
                what.get_name()
            )),
        }
    })?;
    ended::report(&done, Direction::Contract, "contracted", report)
}
