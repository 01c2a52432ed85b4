//! `dynamite-gen migrate plan`.

mod markdown;
mod refused;
mod text;

use dynamite_migrate::{Options, Plan, PlanOptions, Prices, StepPlan, TablePlan};
use serde_json::{Value, json};

use super::database::{Database, failed};
use super::recorded::Recorded;
use crate::arguments::{Format, MigratePlan};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{Report, print, print_json};

pub(super) async fn run(
    options: &MigratePlan,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let prices = match &options.prices {
        Some(prices) => prices.parse().map_err(failed)?,
        None => Prices::us_east_1(),
    };
    let how = PlanOptions {
        is_full: options.full,
        prices,
    };
    let mut recorded = database.recorded().await?;
    let places = if let Some(name) = &options.name {
        let place = database.place_of(name)?;
        if recorded.is_applied(place) {
            let text = "a run does nothing; this is what it would find if it had not begun yet";
            report.hint("done before", text)?;
        }
        vec![place]
    } else {
        say_what_was_interrupted(database, &recorded, report)?;
        let all = 0..recorded.states.len();
        all.filter(|place| !recorded.is_applied(*place)).collect()
    };
    if places.is_empty() {
        report.hint("nothing to run", "all migrations are applied")?;
    }
    let mut outcome = Outcome::Clean;
    for place in places {
        let migrator = database.migrator(place, Options::default());
        let plan = migrator.plan(&how).await.map_err(failed)?;
        let refused = refused::of(database, place, &recorded).await;
        refused::run(&mut recorded, place);
        if has_findings(&plan) || !refused.is_empty() {
            outcome = Outcome::Findings;
        }
        match report.format() {
            Format::Json => print_json(&object(&plan, &refused))?,
            _ if options.markdown => print(&markdown::of(&plan, &refused))?,
            _ => print(&text::of(&plan, &refused))?,
        }
    }
    Ok(outcome)
}

/// Says which migrations are under way or were interrupted: that has no plan any more.
fn say_what_was_interrupted(
    database: &Database,
    recorded: &Recorded,
    report: &Report,
) -> Result<(), Failure> {
    for (planned, state) in database.migrations.iter().zip(&recorded.states) {
        let Some(state) = state.as_ref().filter(|state| state.is_interrupted()) else {
            continue;
        };
        let name = &planned.migration.name;
        let text = format!(
            "{name} is {}: unless a process works on it, `dynamite-gen migrate resume {name}` goes on",
            state.status
        );
        report.hint("interrupted", &text)?;
    }
    Ok(())
}

/// Something stands in the way of a run.
fn has_findings(plan: &Plan) -> bool {
    plan.models.iter().any(|model| {
        let survey = &model.survey;
        let found = [
            &survey.rejected,
            &survey.overwritten,
            &survey.without_way_back,
        ];
        model.facts.is_none() || found.iter().any(|it| it.items > 0)
    })
}

fn step(step: &StepPlan) -> Value {
    json!({
        "does": step.text, "when": step.when, "class": step.class.class.to_string(),
        "reason": step.class.reason, "invertible": step.class.is_invertible,
    })
}

fn table(table: &TablePlan) -> Value {
    json!({ "does": table.text, "when": table.when, "warning": table.warning })
}

fn object(plan: &Plan, refused: &[String]) -> Value {
    let found = |found: &dynamite_migrate::Found| {
        let first = found.first.iter().map(ToString::to_string);
        json!({ "items": found.items, "first": first.collect::<Vec<_>>() })
    };
    let models = plan.models.iter().map(|model| {
        let steps = model.steps.iter().map(step);
        let tables = model.tables.iter().map(table);
        json!({
            "model": model.model, "table": model.table, "table_exists": model.facts.is_some(),
            "steps": steps.collect::<Vec<_>>(), "table_changes": tables.collect::<Vec<_>>(),
            "items": model.items,
            "items_read": model.survey.read, "complete": model.is_complete,
            "due": model.survey.due, "rejected": found(&model.survey.rejected),
            "overwritten": found(&model.survey.overwritten),
            "without_way_back": found(&model.survey.without_way_back),
        })
    });
    let lines = plan.cost.lines.iter().map(|line| {
        json!({ "what": line.what, "read_units": line.read_units, "write_units": line.write_units })
    });
    json!({
        "kind": "plan", "run": plan.name, "refused": refused, "models": models.collect::<Vec<_>>(),
        "cost": {
            "lines": lines.collect::<Vec<_>>(), "money": plan.cost.money(),
            "prices": plan.cost.prices.source, "stream_records": plan.cost.stream_records,
        },
    })
}
