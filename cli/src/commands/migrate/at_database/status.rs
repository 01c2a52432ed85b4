//! `dynamite-gen migrate status` and `history`.

use dynamite::Timestamp;
use dynamite_migrate::{
    Error, HistoryEntry, Migrator, Options, Planned, Reject, State, Status, Work,
};
use serde_json::{Value, json};

use super::database::{Database, failed};
use crate::arguments::MigrateStatus;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;

pub(super) async fn run(
    options: &MigrateStatus,
    database: &Database,
    report: &Report,
) -> Result<Outcome, Failure> {
    if let Some(name) = &options.name {
        let place = database.place_of(name)?;
        let migrator = database.migrator(place, Options::default());
        let recorded = match recorded(&migrator).await {
            Ok(recorded) => recorded,
            Err(error) => {
                show_error(&database.migrations[place], &error, report)?;
                return Ok(Outcome::Findings);
            }
        };
        show(&database.migrations[place], recorded.as_ref(), report)?;
        if recorded.is_some() {
            for reject in migrator.rejects().await.map_err(failed)? {
                show_reject(&reject, report)?;
            }
        }
        return Ok(Outcome::clean_if(!is_in_trouble(recorded.as_ref())));
    }
    of_all(database, report).await
}

/// Shows how far each migration is, those without a file here included.
async fn of_all(database: &Database, report: &Report) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Clean;
    for (place, planned) in database.migrations.iter().enumerate() {
        let migrator = database.migrator(place, Options::default());
        match recorded(&migrator).await {
            Ok(recorded) => {
                show(planned, recorded.as_ref(), report)?;
                if is_in_trouble(recorded.as_ref()) {
                    outcome = Outcome::Findings;
                }
            }
            // What is wrong with one says nothing of the others.
            Err(error) => {
                outcome = Outcome::Findings;
                show_error(planned, &error, report)?;
            }
        }
    }
    let history = database.history().await?;
    for entry in history.iter().filter(|it| !database.has_file(&it.run)) {
        let why = why_without_file(database, entry, &history);
        let text = format!("{} since {}; {why}", entry.status, shown(entry.at));
        report.entry(&entry.run, &text, &of_history(entry))?;
    }
    Ok(outcome)
}

/// Returns `true` if a migration has failed, or nobody knows what holds for its tables.
fn is_in_trouble(recorded: Option<&(State, Work)>) -> bool {
    recorded
        .is_some_and(|(state, _)| state.status == Status::Failed || !state.other_tables.is_empty())
}

/// What is recorded of a migration, and the work on it; `None` if it was never begun.
async fn recorded(migrator: &Migrator) -> Result<Option<(State, Work)>, Error> {
    match migrator.state().await? {
        Some(state) => Ok(Some((state, migrator.work().await?))),
        None => Ok(None),
    }
}

fn show_error(planned: &Planned, error: &Error, report: &Report) -> Result<(), Failure> {
    let (name, text) = (planned.migration.name.as_str(), error.refusal().to_string());
    let object = json!({ "kind": "migration", "run": name, "status": "UNKNOWN", "error": text });
    report.finding(name, &text, &object)
}

pub(super) async fn history(database: &Database, report: &Report) -> Result<Outcome, Failure> {
    let entries = database.history().await?;
    if entries.is_empty() {
        report.hint("empty", "nothing was begun yet with this table prefix")?;
    }
    for entry in &entries {
        let text = format!("{} since {}", entry.status, shown(entry.at));
        report.entry(&entry.run, &text, &of_history(entry))?;
    }
    Ok(Outcome::Clean)
}

/// Why the database has a migration that has no file here.
fn why_without_file(database: &Database, entry: &HistoryEntry, history: &[HistoryEntry]) -> String {
    if database.is_squashed(&entry.run) {
        return "it is squashed".to_owned();
    }
    let renamed = database.migrations.iter().find(|planned| {
        let name = planned.migration.name.as_str();
        entry.status != Status::Reverted
            && entry.checksum.as_deref() == Some(&*planned.migration.checksum.to_string())
            && history.iter().all(|it| it.run != name)
    });
    match renamed {
        Some(planned) => format!(
            "{} does the same: give that file its former name back if it was renamed",
            planned.migration.name
        ),
        None => {
            "there is no file of this name, it may be of a newer version of the project".to_owned()
        }
    }
}

fn of_history(entry: &HistoryEntry) -> Value {
    json!({
        "kind": "history", "run": entry.run, "status": entry.status.to_string(),
        "at": entry.at.to_string(), "plan_hash": entry.plan_hash,
        "checksum": entry.checksum,
    })
}

fn show(
    planned: &Planned,
    recorded: Option<&(State, Work)>,
    report: &Report,
) -> Result<(), Failure> {
    let name = planned.migration.name.as_str();
    let Some((state, work)) = recorded else {
        let object = json!({ "kind": "migration", "run": name, "status": null });
        return report.entry(name, "not begun", &object);
    };
    let mut text = state.status.to_string();
    if let Some(at) = state.changed_at {
        text = format!("{text} since {}", shown(at));
    }
    if let Some(worker) = &work.worker {
        text = format!("{text}\n{worker} works on it, or has died");
    }
    if state.is_paused {
        text.push_str("\nit has the attribute `pause`");
    }
    for table in &state.other_tables {
        text = format!(
            "{text}\nUNKNOWN: table {table} is another one than when it was begun (created anew, or restored)"
        );
    }
    for pass in &work.passes {
        text = format!(
            "{text}\n{}: {} of {} segments, {} items read, {} changed, {} rejected",
            pass.name,
            pass.segments_done,
            pass.segments,
            pass.counts.read,
            pass.counts.rewritten,
            pass.counts.rejected
        );
    }
    if let Some(failure) = &state.failure {
        // What is done stays so if a later call is refused, or gives up.
        let what = if state.status.is_done() {
            "a later call has failed"
        } else {
            "it failed"
        };
        text = format!("{text}\n{what}: {failure}");
    }
    report.entry(name, &text, &object(name, state, work))
}

fn object(name: &str, state: &State, work: &Work) -> Value {
    let passes = work.passes.iter().map(|pass| {
        json!({
            "pass": pass.name, "segments": pass.segments, "segments_done": pass.segments_done,
            "read": pass.counts.read, "rewritten": pass.counts.rewritten,
            "unchanged": pass.counts.unchanged, "rejected": pass.counts.rejected,
        })
    });
    json!({
        "kind": "migration", "run": name, "status": state.status.to_string(),
        "direction": state.direction.to_string(), "generation": state.generation,
        "started_at": state.started_at.to_string(),
        "changed_at": state.changed_at.map(|at| at.to_string()),
        "worker": work.worker.as_ref().map(ToString::to_string),
        "paused": state.is_paused, "failure": state.failure,
        "other_tables": state.other_tables, "passes": passes.collect::<Vec<_>>(),
    })
}

fn show_reject(reject: &Reject, report: &Report) -> Result<(), Failure> {
    let object = super::reject::object("reject", reject);
    report.entry("rejected", &reject.to_string(), &object)
}

/// A time to the second.
fn shown(time: Timestamp) -> String {
    format!("{time:.0}")
}
