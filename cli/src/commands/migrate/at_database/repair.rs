//! `dynamite-gen migrate repair`.

use dynamite_migrate::{Damage, ItemsAre, Options};
use serde_json::json;

use super::database::{Database, failed};
use super::recorded::Recorded;
use crate::arguments::{Items, MigrateRepair};
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
    if let Some(items) = options.items {
        return state(items, (options, place), (database, &recorded), report).await;
    }
    let migrator = database.migrator(place, Options::default());
    let found = migrator.damage().await.map_err(failed)?;
    let has_other_tables = |it: &Damage| matches!(it, Damage::OtherTables { .. });
    if found.iter().any(has_other_tables) {
        database.check_verified(place, &recorded)?;
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

/// Records what the operator says of the items.
async fn state(
    items: Items,
    (options, place): (&MigrateRepair, usize),
    (database, recorded): (&Database, &Recorded),
    report: &Report,
) -> Result<Outcome, Failure> {
    let name = &database.migrations[place].migration.name;
    let (items, what, next) = match items {
        Items::Before => (
            ItemsAre::Before,
            format!("the items are taken for those of before {name}: it is to be run"),
            format!("dynamite-gen migrate run {name}"),
        ),
        Items::Applied => (
            ItemsAre::Applied,
            format!("the items are taken for what {name} leaves"),
            format!(
                "dynamite-gen migrate verify {name}; what is left to do, an index that is missing too, does: \
                 dynamite-gen migrate run {name} --again"
            ),
        ),
        Items::Contracted => (
            ItemsAre::Contracted,
            format!("the items are taken for what the contract of {name} leaves"),
            format!(
                "dynamite-gen migrate verify {name}; what is left to remove does: dynamite-gen migrate contract \
                 {name} --again"
            ),
        ),
    };
    database.check_stated(place, items, recorded)?;
    let status = if options.yes { "recorded" } else { "found" };
    if options.yes {
        let migrator = database
            .at_work(place, Options::default(), recorded)
            .await?;
        migrator.repair_as(items).await.map_err(failed)?;
    }
    let object = json!({ "kind": status, "text": what });
    report.entry(status, &what, &object)?;
    if options.yes {
        report.hint("next", &next)?;
        return Ok(Outcome::Clean);
    }
    report.hint("next", "`--yes` records it")?;
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
