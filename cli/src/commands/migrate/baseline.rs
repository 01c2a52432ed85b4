//! `dynamite-gen migrate baseline`.

use dynamite_schema::migration::Order;

use crate::arguments::MigrateBaseline;
use crate::commands::current_schema;
use crate::config::Config;
use crate::failure::Failure;
use crate::other_schema;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) fn run(
    options: &MigrateBaseline,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let schemas = config.schema_folder(options.source.schemas.as_deref())?;
    let folder = config.migrations_folder(options.folder.migrations.as_deref());
    let migrations = super::read(&folder)?;
    if !migrations.is_new() || !migrations.migrations.is_empty() {
        return Err(Failure::new(format!(
            "{} has snapshots or migrations already",
            folder.display()
        ))
        .remedy("`dynamite-gen migrate new NAME` goes on from the last of them"));
    }
    let schema = match &options.against {
        Some(named) => other_schema::read(named, &schemas, report)?,
        None => match current_schema(&schemas, report)? {
            Some(schema) => schema,
            None => return Ok(Outcome::Findings),
        },
    };
    let mut files = migrations.snapshot_of(&schema, 0);
    files.push(super::order_file(&Order::default()));
    super::write(&files, &folder, report)?;
    report.hint(
        "next",
        "change the schema, then draft a migration: dynamite-gen migrate new NAME",
    )?;
    Ok(Outcome::Clean)
}
