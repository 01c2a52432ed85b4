//! The migration, as a project has it in files.

use std::sync::Arc;

use dynamite::Client;
use dynamite_migrate::{Migrator, Options, Planned, Progress, WhenHeld};
use dynamite_schema::ir::Schema;

use dynamite_schema::source::Sources;

use crate::Fallible;

const BEFORE: &str = "
models:
  Thing:
    key: id
    fields: { id: string, name: string, count: string, note: string }
";

const AFTER: &str = "
models:
  Thing:
    key: id
    fields: { id: string, full_name: string, quantity: u64, note: string }
";

const MIGRATION: &str = "
model: Thing
steps:
  - rename: { from: name, to: full_name }
  - retype: { from: count, to: quantity }
  - drop:   count
";

const FILE: &str = "0001_things.yaml";

/// The segments of a run, by default.
pub const SEGMENTS: u16 = 4;

/// The writes at the same time, by default.
pub const CONCURRENCY: usize = 16;

fn schema(text: &str) -> Fallible<Schema> {
    let mut sources = Sources::default();
    sources.add("schema.yaml", text);
    let checked = dynamite_schema::check(sources);
    Ok(checked
        .map_err(|_| "a schema of the benchmark is wrong")?
        .schema)
}

/// What carries the migration out through a client, with the options that a user gets. A process that
/// finds another one at work waits, since the other one may have been killed.
///
/// # Errors
/// If a file is wrong.
pub fn migrator(client: Client, progress: Arc<dyn Progress>) -> Fallible<Migrator> {
    let (before, after) = (schema(BEFORE)?, schema(AFTER)?);
    let planned = Planned::of(FILE, MIGRATION, before, after);
    let planned = planned.map_err(|_| "the migration is wrong")?;
    let options = Options {
        when_held: WhenHeld::Wait,
        progress,
        ..Options::default()
    };
    if (options.segments, options.concurrency) != (SEGMENTS, CONCURRENCY) {
        return Err("the code by hand has other segments than a run has by default".into());
    }
    Ok(Migrator::new(client, planned, options)?)
}
