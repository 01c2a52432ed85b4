//! `dynamite-gen migrate repair`.

use dynamite_migrate::{Damage, Direction, ItemsAre, Options, Status};
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
    if recorded.state(place).is_none() {
        let name = &database.migrations[place].migration.name;
        return Err(
            Failure::new(format!("nothing is recorded of {name}")).remedy(format!(
                "`dynamite-gen migrate run {name}` begins it; if its items are changed already, say it: \
                 `dynamite-gen migrate repair {name} --items applied` or `contracted`"
            )),
        );
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
        if found.iter().any(has_other_tables) {
            let state = migrator.state().await.map_err(failed)?;
            let status = state.map(|it| it.status);
            report.hint(
                "now",
                &found_out(status, database.migrations[place].migration.name.as_str()),
            )?;
        }
        return Ok(Outcome::Clean);
    }
    report.hint("next", "`--yes` does it")?;
    Ok(Outcome::Findings)
}

/// What was found out of other tables.
fn found_out(status: Option<Status>, name: &str) -> String {
    match status {
        Some(Status::Pending) => format!(
            "the items are not as {name} leaves them: dynamite-gen migrate run {name}; if they are, but for what \
             programs have written since, say it: dynamite-gen migrate repair {name} --items applied"
        ),
        Some(status) if status.is_done() => format!("{name} is {status} on these tables"),
        _ => format!("dynamite-gen migrate resume {name}"),
    }
}

/// Records what the operator says of the items.
async fn state(
    items: Items,
    (options, place): (&MigrateRepair, usize),
    (database, recorded): (&Database, &Recorded),
    report: &Report,
) -> Result<Outcome, Failure> {
    let name = database.migrations[place].migration.name.as_str();
    let direction = recorded.state(place).map(|it| it.direction);
    let items = match items {
        Items::Before => ItemsAre::Before,
        Items::Applied => ItemsAre::Applied,
        Items::Contracted => ItemsAre::Contracted,
    };
    database.check_said(place, items, recorded)?;
    if options.yes {
        let migrator = database
            .at_work(place, Options::default(), recorded)
            .await?;
        if !migrator.repair_as(items).await.map_err(failed)? {
            return Err(Failure::new("it was stopped before anything was recorded"));
        }
    }
    let status = if options.yes { "recorded" } else { "found" };
    let what = said(items, name);
    let object = json!({ "kind": status, "text": what });
    report.entry(status, &what, &object)?;
    if options.yes {
        report.hint("next", &next(items, direction, name))?;
        return Ok(Outcome::Clean);
    }
    report.hint("next", "`--yes` records it")?;
    Ok(Outcome::Findings)
}

fn said(items: ItemsAre, name: &str) -> String {
    match items {
        ItemsAre::Before => format!("the items are taken for those of before {name}"),
        ItemsAre::Applied => format!("the items are taken for what {name} leaves"),
        ItemsAre::Contracted => {
            format!("the items are taken for what the contract of {name} leaves")
        }
    }
}

/// What is to be done once it is recorded.
fn next(items: ItemsAre, direction: Option<Direction>, name: &str) -> String {
    match items {
        ItemsAre::Before if direction == Some(Direction::Down) => {
            format!("it is taken back; to do it again: dynamite-gen migrate run {name} --again")
        }
        ItemsAre::Before => format!("dynamite-gen migrate run {name}"),
        ItemsAre::Applied => format!(
            "dynamite-gen migrate verify {name}; what is left to do, an index that is missing too, does: dynamite-gen \
             migrate run {name} --again"
        ),
        ItemsAre::Contracted => format!(
            "dynamite-gen migrate verify {name}; what is left to remove does: dynamite-gen migrate contract {name} \
             --again"
        ),
    }
}

fn word(damage: &Damage) -> &'static str {
    match damage {
        Damage::DeadWorker { .. } => "dead_worker",
        Damage::Segment { .. } => "segment",
        Damage::OtherTables { .. } => "other_tables",
        _ => "other",
    }
}
