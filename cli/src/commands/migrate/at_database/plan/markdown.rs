//! A plan as Markdown: a runbook to be sent round.

use std::fmt::Write as _;

use dynamite_migrate::{Found, ModelPlan, Plan};

use super::text::duration;

/// Returns the Markdown of a plan, with why a run would be refused.
pub(super) fn of(plan: &Plan, refused: &[String]) -> String {
    let name = &plan.name;
    let mut text = format!("# Migration {name}\n\n");
    if let Some(doc) = &plan.doc {
        let _ = writeln!(text, "{}\n", doc.trim());
    }
    for because in refused {
        let _ = writeln!(text, "**A run would be refused**: {because}\n");
    }
    for model in &plan.models {
        add_model(&mut text, model);
    }
    if plan.models.iter().any(|model| model.facts.is_none()) {
        return text;
    }
    add_cost(&mut text, plan);
    let _ = write!(
        text,
        "\n## How it is done\n\n\
         1. `dynamite-gen migrate plan {name} --full`: nothing stands in the way.\n\
         2. Programs of phase `expand` are deployed, if attributes are renamed.\n\
         3. `dynamite-gen migrate run {name} --newest-client expand`; Ctrl-C stops it in order, and \
         `migrate resume {name}` goes on.\n\
         4. Older programs are gone: `dynamite-gen migrate verify {name} --oldest-client expand`, and \
         `migrate gate switch {name}` is open.\n\
         5. Programs of phase `switch` are deployed, then those of phase `contract`.\n\
         6. `dynamite-gen migrate verify {name} --oldest-client contract`, twice; `migrate gate contract \
         {name}` is open.\n\
         7. `dynamite-gen migrate contract {name}`. From here there is no way back.\n\n\
         Until step 5: `dynamite-gen migrate rollback {name} --newest-client expand`. After it, all \
         programs first have to be of phase `expand` again, and none of phase `contract` may have \
         written: what it writes has no former attribute.\n"
    );
    text
}

fn add_model(text: &mut String, model: &ModelPlan) {
    let _ = writeln!(text, "## {}, table `{}`\n", model.model, model.table);
    if model.facts.is_none() {
        text.push_str("There is no such table.\n\n");
        return;
    }
    for step in &model.steps {
        let (class, reason) = (step.class.class, step.class.reason);
        let _ = writeln!(text, "- {} ({}); {class}: {reason}", step.text, step.when);
    }
    for table in &model.tables {
        let _ = writeln!(text, "- {} ({})", table.text, table.when);
        if let Some(warning) = &table.warning {
            let _ = writeln!(text, "  **Warning**: {warning}");
        }
    }
    let survey = &model.survey;
    let read = if model.is_complete { "all" } else { "a sample" };
    let _ = writeln!(
        text,
        "\n| items | read | would be changed |\n|---|---|---|\n| {} | {} ({read}) | {} |\n",
        model.items, survey.read, survey.due
    );
    add_found(text, "cannot be rewritten", &survey.rejected);
    add_found(
        text,
        "have other content where something is written",
        &survey.overwritten,
    );
    add_found(text, "could not be restored", &survey.without_way_back);
}

fn add_found(text: &mut String, what: &str, found: &Found) {
    if found.items == 0 {
        return;
    }
    let _ = writeln!(text, "**{} items {what}:**\n", found.items);
    for reject in &found.first {
        let _ = writeln!(text, "- {reject}");
    }
    if found.more() > 0 {
        let _ = writeln!(text, "- … and {} more", found.more());
    }
    text.push('\n');
}

fn add_cost(text: &mut String, plan: &Plan) {
    text.push_str("## Cost, estimated\n\n| | read units | write units |\n|---|---|---|\n");
    for line in &plan.cost.lines {
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.0} |",
            line.what, line.read_units, line.write_units
        );
    }
    let (reads, writes) = plan.cost.units();
    let _ = writeln!(
        text,
        "| **together** | **{reads:.0}** | **{writes:.0}** |\n\n{:.2} ({}); {} at 1,000 write units a \
         second.",
        plan.cost.money(),
        plan.cost.prices.source,
        duration(writes / 1000.0)
    );
    if plan.cost.stream_records > 0.0 {
        let _ = writeln!(
            text,
            "\nAbout {:.0} records go to streams, whose consumers are called for them.",
            plan.cost.stream_records
        );
    }
}
