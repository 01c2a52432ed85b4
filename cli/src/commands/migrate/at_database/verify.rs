//! `dynamite-gen migrate verify`.

use dynamite_migrate::Options;
use serde_json::json;

use super::database::{Database, failed};
use crate::arguments::MigrateVerify;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateVerify,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let Some(database) = Database::open(&options.database, config, report).await? else {
        return Ok(Outcome::Findings);
    };
    let place = database.place_of(&options.name)?;
    let migrator = database.migrator(place, Options::default())?;
    let found = migrator
        .verify(database.clients(place, options.clients))
        .await;
    let found = found.map_err(failed)?;
    for key in &found.first {
        report.advice("left to do", key)?;
    }
    let name = &database.migrations[place].migration.name;
    report.summary(
        &format!(
            "{name}: {} items read, {} left to do, {} that cannot be rewritten",
            found.read, found.remaining, found.rejected
        ),
        json!({
            "run": name.as_str(), "read": found.read, "remaining": found.remaining,
            "rejected": found.rejected, "clean": found.is_clean(),
        }),
    )?;
    if found.is_clean() && options.clients.oldest_client.is_none() {
        report.hint(
            "no gate",
            "it was not said which programs run, so this opens none: `--oldest-client expand` says that \
             none older than that phase does",
        )?;
    }
    Ok(if found.is_clean() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}
