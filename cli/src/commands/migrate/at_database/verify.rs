//! `dynamite-gen migrate verify`.

use std::collections::BTreeMap;

use dynamite_migrate::{Direction, Options, Verification};
use serde_json::json;

use super::database::{Database, failed};
use super::progress;
use crate::arguments::MigrateVerify;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateVerify,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let place = database.place_of(&options.name)?;
    let migrator = database
        .migrator_among(place, Options::default(), &database.recorded().await?)?
        .telling(progress::shown(report, BTreeMap::new()));
    let clients = database.clients(place, options.clients, report)?;
    let found = migrator.verify(clients).await.map_err(failed)?;
    list(&found, report)?;
    let name = &database.migrations[place].migration.name;
    report.summary(
        &format!(
            "{name}: {} items read, {} left to do, {} that cannot be rewritten",
            found.read, found.remaining, found.rejected
        ),
        json!({
            "run": name.as_str(), "read": found.read, "remaining": found.remaining,
            "rejected": found.rejected, "tables": found.tables, "clean": found.is_clean(),
        }),
    )?;
    if found.direction == Some(Direction::Down) {
        let text = "it was taken back, or is being: this is what that has left to do";
        report.advice("way back", text)?;
        return Ok(Outcome::Findings);
    }
    if found.is_clean() && options.clients.oldest_client.is_none() {
        report.hint(
            "no gate",
            "it was not said which programs run, so this opens none: `--oldest-client expand` says that \
             none older than that phase does",
        )?;
    }
    Ok(Outcome::clean_if(found.is_clean()))
}

/// Lists the first items with something left to do, and tables.
fn list(found: &Verification, report: &Report) -> Result<(), Failure> {
    for item in &found.first {
        report.advice("item", &item.to_string())?;
    }
    if found.more() > 0 {
        report.advice("item", &format!("… and {} more", found.more()))?;
    }
    for change in &found.tables {
        report.advice("left to do", change)?;
    }
    Ok(())
}
