//! `dynamite-gen migrate gate`.

use std::time::Duration;

use dynamite_migrate::{Gate, Options};
use serde_json::json;

use super::database::{Database, failed};
use super::removals::Asked;
use crate::arguments::{MigrateGate, WhichGate};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateGate,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let place = database.place_of(&options.name)?;
    let recorded = database.recorded_for(place).await?;
    let migrator = database.migrator_among(place, Options::default(), &recorded);
    let gate = match options.gate {
        WhichGate::Switch => Gate::Switch,
        WhichGate::Contract => Gate::Contract,
    };
    let state = migrator
        .gate(gate, Duration::from_mins(options.apart))
        .await;
    let mut state = state.map_err(failed)?;
    let order = match gate {
        Gate::Switch => database.check_contracted(place, &recorded),
        Gate::Contract => database.check_before_contract(place, &recorded, Asked::default()),
    };
    state.missing.extend(order.err().map(|it| it.to_string()));
    for missing in &state.missing {
        let object = json!({ "kind": "missing", "text": missing });
        report.finding("missing", missing, &object)?;
    }
    let name = &database.migrations[place].migration.name;
    let word = if state.is_open() { "open" } else { "closed" };
    report.summary(
        &format!("{name}: the gate `{gate}` is {word}"),
        json!({ "run": name.as_str(), "gate": gate.to_string(), "open": state.is_open() }),
    )?;
    Ok(Outcome::clean_if(state.is_open()))
}
