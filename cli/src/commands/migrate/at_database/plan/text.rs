//! A plan for people.

use std::fmt::Write as _;

use dynamite_migrate::{Found, ModelPlan, Plan};

/// Returns the text of a plan, with why a run would be refused.
pub(super) fn of(plan: &Plan, refused: &[String]) -> String {
    let mut text = format!("{}\n", plan.name);
    if let Some(doc) = &plan.doc {
        let _ = writeln!(text, "  {}", doc.trim().replace('\n', "\n  "));
    }
    for because in refused {
        let _ = writeln!(text, "  run would refuse: {because}");
    }
    for model in &plan.models {
        add_model(&mut text, model);
    }
    if plan.models.iter().any(|model| model.facts.is_none()) {
        return text;
    }
    let _ = writeln!(text, "  cost, estimated from what was read:");
    for line in &plan.cost.lines {
        let (reads, writes) = (line.read_units, line.write_units);
        let _ = writeln!(
            text,
            "    {:<36} {reads:>12.0} read units {writes:>12.0} write units",
            line.what
        );
    }
    let (money, prices) = (plan.cost.money(), &plan.cost.prices.source);
    let _ = writeln!(text, "    {money:.2} together ({prices})");
    let (_, writes) = plan.cost.units();
    let _ = writeln!(
        text,
        "  time: {} at 1,000 write units a second",
        duration(writes / 1000.0)
    );
    if plan.cost.stream_records > 0.0 {
        let _ = writeln!(
            text,
            "  streams: about {:.0} records, which call their consumers",
            plan.cost.stream_records
        );
    }
    text
}

fn add_model(text: &mut String, model: &ModelPlan) {
    let _ = writeln!(text, "  {}, table {}:", model.model, model.table);
    if model.facts.is_none() {
        let _ = writeln!(
            text,
            "    there is no such table: check the table prefix, the region and the endpoint"
        );
        return;
    }
    for step in &model.steps {
        let (class, reason) = (step.class.class, step.class.reason);
        let _ = writeln!(text, "    - {} ({})", step.text, step.when);
        let _ = writeln!(text, "      {class}: {reason}");
    }
    for table in &model.tables {
        let _ = writeln!(text, "    - {} ({})", table.text, table.when);
        if let Some(warning) = &table.warning {
            let _ = writeln!(text, "      warning: {warning}");
        }
    }
    let survey = &model.survey;
    let read = if model.is_complete {
        format!("all {} items were read", survey.read)
    } else {
        format!(
            "a sample of {} items was read, of about {}; `--full` reads all",
            survey.read, model.items
        )
    };
    let _ = writeln!(text, "    {read}: {} would be changed", survey.due);
    add_found(text, "cannot be rewritten", &survey.rejected);
    add_found(
        text,
        "have other content where something is written (`--overwrite` allows it)",
        &survey.overwritten,
    );
    add_found(
        text,
        "could not be restored, so there would be no way back (`--no-rollback` allows it)",
        &survey.without_way_back,
    );
}

fn add_found(text: &mut String, what: &str, found: &Found) {
    if found.items == 0 {
        return;
    }
    let _ = writeln!(text, "    {} {what}:", found.items);
    for reject in &found.first {
        let _ = writeln!(text, "      {reject}");
    }
    if found.more() > 0 {
        let _ = writeln!(text, "      … and {} more", found.more());
    }
}

/// A number of seconds, in words.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is an estimate"
)]
pub(super) fn duration(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    match seconds {
        0..60 => "less than a minute".to_owned(),
        60..3600 => format!("about {} min", seconds / 60),
        _ => format!("about {} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}
