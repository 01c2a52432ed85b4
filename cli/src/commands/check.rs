//! `dynamite-gen check`.

use std::path::Path;

use dynamite_codegen::Checked;
use dynamite_codegen::diagnostics::Diagnostics;
use serde_json::json;

use super::Outcome;
use crate::arguments::Check;
use crate::config::Config;
use crate::failure::Failure;
use crate::report::{Counts, Report, plural};

pub(crate) fn run(options: &Check, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    let folder = config.schema_folder(options.source.schemas.as_deref())?;
    let checked = dynamite_codegen::load(&folder).and_then(dynamite_codegen::check);
    let counts = match &checked {
        Ok(checked) => accepted(checked, &folder, report)?,
        Err(problems) => refused(problems, &folder, report)?,
    };
    let findings = counts.errors > 0 || options.deny_warnings && counts.warnings > 0;
    Ok(if findings {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Reports what is wrong with the schema in this folder.
pub(super) fn refused(
    problems: &Diagnostics,
    folder: &Path,
    report: &Report,
) -> Result<Counts, Failure> {
    report.diagnostics(problems, folder)?;
    let counts = Counts::of(problems);
    let Counts { errors, warnings } = counts;
    report.summary(
        &format!("{}: {}", folder.display(), found(counts)),
        json!({ "errors": errors, "warnings": warnings }),
    )?;
    Ok(counts)
}

fn accepted(checked: &Checked, folder: &Path, report: &Report) -> Result<Counts, Failure> {
    let Checked { schema, warnings } = checked;
    report.diagnostics(warnings, folder)?;
    let counts = Counts::of(warnings);
    let (models, types) = (schema.models.len(), schema.types.len());
    let files = schema.sources.files().len();
    let sentence = format!(
        "{}: {} in {}, {}, {}",
        folder.display(),
        found(counts),
        plural(models, "model"),
        plural(types, "type"),
        plural(files, "file"),
    );
    let numbers = json!({
        "errors": 0, "warnings": counts.warnings, "models": models, "types": types, "files": files,
    });
    report.summary(&sentence, numbers)?;
    Ok(counts)
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
