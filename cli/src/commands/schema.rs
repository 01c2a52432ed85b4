//! `dynamite-gen schema`.

use serde_json::Value;

use crate::arguments::Schema;
use crate::failure::Failure;
use crate::files::{is_stdout, write_own};
use crate::outcome::Outcome;
use crate::report::{FileEntry, Report, print};

pub(crate) fn run(options: &Schema, report: &Report) -> Result<Outcome, Failure> {
    let schema = if options.migrations {
        dynamite_schema::migration_json_schema()
    } else {
        dynamite_schema::json_schema()
    };
    let Some(path) = options.out.as_deref().filter(|path| !is_stdout(path)) else {
        print(&schema)?;
        return Ok(Outcome::Clean);
    };
    let title = title(&schema);
    let written = write_own(path, &schema, "a JSON Schema", |old| {
        self::title(old) == title
    })?;
    report.file(&FileEntry::done(
        if written { "written" } else { "unchanged" },
        path,
    ))?;
    Ok(Outcome::Clean)
}

/// Returns the title of a JSON Schema, which is the same in every version of it.
fn title(schema: &str) -> Option<String> {
    let schema: Value = serde_json::from_str(schema).ok()?;
    Some(schema.get("title")?.as_str()?.to_owned())
}
