//! `dynamite-gen check`.

use std::path::Path;

use dynamite_codegen::Checked;
use serde_json::json;

use super::Outcome;
use crate::arguments::Check;
use crate::config::Config;
use crate::failure::Failure;
use crate::report::{Counts, Report, plural};

pub(crate) fn run(options: &Check, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    let folder = config.schema_folder(options.source.schemas.as_deref())?;
    let checked = dynamite_codegen::load(&folder).and_then(dynamite_codegen::check);
    let problems = match &checked {
        Ok(checked) => &checked.warnings,
        Err(problems) => problems,
    };
    report.diagnostics(problems, &folder)?;
    let counts = Counts::of(problems);
    summarise(checked.as_ref().ok(), counts, &folder, report)?;
    let refused = counts.errors > 0 || options.deny_warnings && counts.warnings > 0;
    Ok(if refused {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

fn summarise(
    checked: Option<&Checked>,
    counts: Counts,
    folder: &Path,
    report: &Report,
) -> Result<(), Failure> {
    let Counts { errors, warnings } = counts;
    let numbers = json!({
        "errors": errors,
        "warnings": warnings,
        "files": checked.map(|checked| checked.schema.sources.files().len()),
        "models": checked.map(|checked| checked.schema.models.len()),
        "types": checked.map(|checked| checked.schema.types.len()),
    });
    let found = found(counts);
    let sentence = match checked {
        None => format!("{}: {found}", folder.display()),
        Some(Checked { schema, .. }) => format!(
            "{}: {found} in {}, {}, {}",
            folder.display(),
            plural(schema.models.len(), "model"),
            plural(schema.types.len(), "type"),
            plural(schema.sources.files().len(), "file"),
        ),
    };
    report.summary(&sentence, numbers)
}

/// How many problems there are, in words.
fn found(counts: Counts) -> String {
    match counts {
        Counts {
            errors: 0,
            warnings: 0,
        } => "no problems".to_owned(),
        Counts {
            errors,
            warnings: 0,
        } => plural(errors, "error"),
        Counts {
            errors: 0,
            warnings,
        } => plural(warnings, "warning"),
        Counts { errors, warnings } => {
            format!(
                "{}, {}",
                plural(errors, "error"),
                plural(warnings, "warning")
            )
        }
    }
}
