//! `dynamite-gen diff`.

use dynamite_schema::diff::{Change, Effect, compare};
use serde_json::json;

use super::current_schema;
use crate::arguments::{Diff, Format};
use crate::config::Config;
use crate::failure::Failure;
use crate::other_schema;
use crate::outcome::Outcome;
use crate::report::{HEADING, Report, plural, print, print_json};

pub(crate) fn run(options: &Diff, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    let folder = config.schema_folder(options.source.schemas.as_deref())?;
    let Some(new) = current_schema(&folder, report)? else {
        return Ok(Outcome::Findings);
    };
    let old = other_schema::read(&options.against.schema, &folder, report)?;
    let changes = compare(&old, &new);
    for change in &changes {
        show(change, report)?;
    }
    let stranded = changes
        .iter()
        .filter(|it| it.effect() == Effect::Stranded)
        .count();
    let breaking = changes
        .iter()
        .filter(|it| it.breaks_older_programs())
        .count();
    report.summary(
        &format!(
            "{} in what is stored; {stranded} strand items, {breaking} break programs with the former \
             schema",
            plural(changes.len(), "change")
        ),
        json!({ "changes": changes.len(), "stranded": stranded, "breaking": breaking }),
    )?;
    Ok(Outcome::clean_if(stranded + breaking == 0))
}

fn show(change: &Change<'_>, report: &Report) -> Result<(), Failure> {
    let effect = match change.effect() {
        Effect::None => "none",
        Effect::Leftover => "leftover",
        Effect::Table => "table",
        Effect::Stranded => "stranded",
    };
    let is_breaking = change.breaks_older_programs();
    let remark = if is_breaking {
        " (programs with the former schema cannot read what is written)"
    } else {
        ""
    };
    match report.format() {
        Format::Json => print_json(&json!({
            "kind": "change", "effect": effect, "breaks_older_programs": is_breaking,
            "text": change.to_string(),
        })),
        Format::Human => report.styled(&format!(
            "{HEADING}{effect:>12}{HEADING:#} {change}{remark}\n"
        )),
        Format::Short | Format::Github => print(&format!("{effect}: {change}{remark}\n")),
    }
}
