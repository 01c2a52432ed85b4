//! `dynamite-gen migrate repair`.

use dynamite_migrate::{Damage, Options};
use serde_json::json;

use super::database::{Database, failed};
use crate::arguments::MigrateRepair;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateRepair,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let place = database.place_of(&options.name)?;
    let recorded = database.recorded_for(place).await?;
    let migrator = database.migrator_among(place, Options::default(), &recorded);
    let found = migrator.damage().await.map_err(failed)?;
    let has_other_tables = |it: &Damage| matches!(it, Damage::OtherTables { .. });
    if options.yes && found.iter().any(has_other_tables) {
        database.check_repair(place, &recorded)?;
    }
    for damage in &found {
        let status = if options.yes {
            migrator.repair(damage).await.map_err(failed)?;
            "repaired"
        } else {
            "found"
        };
        let object = json!({ "kind": status, "damage": word(damage), "text": damage.to_string() });
        report.entry(status, &damage.to_string(), &object)?;
    }
    if found.is_empty() {
        report.hint("nothing", "there is nothing to repair")?;
        return Ok(Outcome::Clean);
    }
    if options.yes {
        return Ok(Outcome::Clean);
    }
    report.hint("next", "`--yes` does it")?;
    Ok(Outcome::Findings)
}

fn word(damage: &Damage) -> &'static str {
    match damage {
        Damage::DeadWorker { .. } => "dead_worker",
        Damage::Segment { .. } => "segment",
        Damage::OtherTables { .. } => "other_tables",
        _ => "other",
    }
}
