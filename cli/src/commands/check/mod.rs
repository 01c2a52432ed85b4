//! `dynamite-gen check`.

mod finding;
mod migrations;
mod order;

use std::path::Path;

use dynamite_schema::Checked;
use dynamite_schema::diagnostics::Diagnostics;
use serde_json::json;

use super::migrate;
use crate::arguments::Check;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{Counts, Report, plural};
use migrations::Compared;

/// The code of a file that could not be read, which is no finding about the schema.
const UNREADABLE: &str = "DM001";

pub(crate) fn run(options: &Check, config: &Config, report: &Report) -> Result<Outcome, Failure> {
    let folder = config.schema_folder(options.source.schemas.as_deref())?;
    let checked = dynamite_schema::load(&folder).and_then(dynamite_schema::check);
    let counts = match &checked {
        Ok(checked) => {
            let named = options.folder.migrations.as_deref();
            let compared = Compared {
                schemas: &folder,
                migrations: &config.existing_migrations_folder(named)?,
                against: options.against.schema.as_deref(),
            };
            accepted(checked, &compared, report)?
        }
        Err(problems) => refused(problems, &folder, report)?,
    };
    let findings = counts.errors > 0 || options.deny_warnings && counts.warnings > 0;
    Ok(Outcome::clean_if(!findings))
}

/// Reports the problems of the schema in this folder.
pub(super) fn refused(
    problems: &Diagnostics,
    folder: &Path,
    report: &Report,
) -> Result<Counts, Failure> {
    report.diagnostics(problems, folder)?;
    let counts = Counts::of(problems);
    let Counts {
        errors,
        warnings,
        has_more,
    } = counts;
    report.summary(
        &format!("{}: {}", folder.display(), found(counts)),
        json!({ "errors": errors, "warnings": warnings, "has_more": has_more }),
    )?;
    if problems.iter().any(|one| one.code.name() == UNREADABLE) {
        return Err(Failure::new("not all of the schema could be read")
            .remedy("correct the rights of what is named above, or move it out of the folder"));
    }
    Ok(counts)
}

/// Reports the warnings of the schema in this folder, and the sum of its problems and those of
/// migrations.
fn accepted(
    checked: &Checked,
    compared: &Compared<'_>,
    report: &Report,
) -> Result<Counts, Failure> {
    let Checked { schema, warnings } = checked;
    report.diagnostics(warnings, compared.schemas)?;
    let migrations = migrate::read(compared.migrations)?;
    let of_migrations = migrations::report(schema, &migrations, compared, report)?;
    let counts = Counts::of(warnings).and(of_migrations);
    let (models, types) = (schema.models.len(), schema.types.len());
    let files = schema.sources.files().len();
    let migrations = migrations.migrations.len();
    let mut sentence = format!(
        "{}: {} in {}, {}, {}",
        compared.schemas.display(),
        found(counts),
        plural(models, "model"),
        plural(types, "type"),
        plural(files, "file"),
    );
    if migrations > 0 {
        sentence = format!("{sentence}, {}", plural(migrations, "migration"));
    }
    let numbers = json!({
        "errors": counts.errors, "warnings": counts.warnings, "models": models, "types": types,
        "files": files, "migrations": migrations,
    });
    report.summary(&sentence, numbers)?;
    Ok(counts)
}

/// Returns the number of problems, in words.
fn found(counts: Counts) -> String {
    let kinds = [(counts.errors, "error"), (counts.warnings, "warning")];
    let kinds = kinds.iter().filter(|(count, _)| *count > 0);
    let mut words: Vec<_> = kinds.map(|(count, kind)| plural(*count, kind)).collect();
    if counts.has_more {
        words.push("and more".to_owned());
    }
    if words.is_empty() {
        "no problems".to_owned()
    } else {
        words.join(", ")
    }
}
