//! `dynamite-gen migrate verify`.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamite_migrate::{Direction, Event, Options, Progress, Reject, Verification};
use serde_json::json;

use super::database::{Database, failed};
use super::progress;
use crate::arguments::MigrateVerify;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateVerify,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    let place = database.place_of(&options.name)?;
    let how = Options {
        tells_all: options.all,
        ..Options::default()
    };
    let shown = progress::shown(report, BTreeMap::new());
    let migrator = database
        .migrator_among(place, how, &database.recorded().await?)?
        .telling(listing(report, shown));
    let clients = database.clients(place, options.clients, report)?;
    let found = migrator.verify(clients).await.map_err(failed)?;
    list(&found, options.all, report)?;
    let name = &database.migrations[place].migration.name;
    report.summary(
        &format!(
            "{name}: {} items read, {} left to do, {} that cannot be rewritten",
            found.read, found.remaining, found.rejected
        ),
        json!({
            "run": name.as_str(), "read": found.read, "remaining": found.remaining,
            "rejected": found.rejected, "tables": found.tables, "clean": found.is_clean(),
        }),
    )?;
    if found.direction == Some(Direction::Down) {
        let text = "it was taken back, or is being: this is what that has left to do";
        report.advice("way back", text)?;
        return Ok(Outcome::Findings);
    }
    if found.is_clean() && options.clients.oldest_client.is_none() {
        report.hint(
            "no gate",
            "it was not said which programs run, so this opens none: `--oldest-client expand` says that \
             none older than that phase does",
        )?;
    }
    Ok(Outcome::clean_if(found.is_clean()))
}

/// Lists items as they are found, and shows what else happens.
fn listing(report: &Report, others: Arc<dyn Progress>) -> Arc<dyn Progress> {
    let report = report.clone();
    Arc::new(move |event: &Event<'_>| match event {
        // A closed pipe is no reason to stop the work.
        Event::LeftToDo { reject } => drop(item(reject, &report)),
        event => others.event(event),
    })
}

/// Lists the first items with something left to do, unless all of them were, and tables.
fn list(found: &Verification, has_listed: bool, report: &Report) -> Result<(), Failure> {
    if !has_listed {
        for reject in &found.first {
            item(reject, report)?;
        }
        if found.more() > 0 {
            let more = format!("{} more items; `--all` lists them", found.more());
            report.hint("more", &more)?;
        }
    }
    for change in &found.tables {
        let object = json!({ "kind": "left to do", "text": change });
        report.finding("left to do", change, &object)?;
    }
    Ok(())
}

fn item(reject: &Reject, report: &Report) -> Result<(), Failure> {
    let object = json!({
        "kind": "item", "key": reject.key, "step": reject.step, "reason": reject.reason,
    });
    report.finding("item", &reject.to_string(), &object)
}
