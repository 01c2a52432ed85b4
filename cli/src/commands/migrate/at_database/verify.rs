//! `dynamite-gen migrate verify`.

use std::sync::Arc;

use dynamite_migrate::{
    ClientPhase, Clients, Direction, Event, Options, Planned, Progress, Reject, Status,
    Verification,
};
use serde_json::json;

use super::database::{Database, failed};
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
    let recorded = database.recorded_for(place).await?;
    let migrator = database
        .migrator_among(place, how, &recorded)
        .telling(listing(report, database.progress()));
    let clients = database.clients(place, options.clients)?;
    let found = migrator.verify(clients).await.map_err(failed)?;
    list(&found, options.all, report)?;
    let planned = &*database.migrations[place];
    let name = &planned.migration.name;
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
    let status = recorded.state(place).map(|state| state.status);
    if let Some((kind, text)) = next(&found, (clients, planned), status) {
        report.hint(kind, &text.replace("NAME", name.as_str()))?;
    }
    Ok(Outcome::clean_if(found.is_clean()))
}

/// What is good to know, and to type, after a verification; `None` if nothing is.
fn next(
    found: &Verification,
    (clients, planned): (Clients, &Planned),
    status: Option<Status>,
) -> Option<(&'static str, &'static str)> {
    match status {
        Some(Status::Applied) if !found.is_clean() => {
            Some(("next", left_to_do(found, clients, planned)?))
        }
        Some(Status::Applied) if clients.oldest().is_none() => Some((
            "no gate",
            "it was not said which programs run, so this opens none: `--oldest-client expand` says that none older \
             than that phase does",
        )),
        Some(Status::Contracted) if found.remaining + found.rejected > 0 => Some((
            "next",
            "what the contract has left, or a former program has written since: dynamite-gen migrate contract NAME \
             --again, with `--changed` where both differ; where nothing has taken the place of a former attribute, it is \
             the only copy: correct the item first; if a field has the attribute again, these are its values, and \
             nothing is to be done",
        )),
        Some(Status::Contracted) if !found.tables.is_empty() => Some((
            "next",
            "an index that the run has built is gone: build it again, in the console or by `sync` from a program; one \
             that the contract drops is there: once no other is missing, dynamite-gen migrate contract NAME --again",
        )),
        Some(Status::Applied | Status::Contracting | Status::Contracted) => None,
        _ if found.direction == Some(Direction::Contract) => Some((
            "next",
            "the contract is not done: dynamite-gen migrate resume NAME, with `--changed` where former attributes differ",
        )),
        Some(Status::Pending) => Some((
            "no gate",
            "the run is not done, so this opens none: dynamite-gen migrate run NAME",
        )),
        _ => Some((
            "no gate",
            "the run is not done, so this opens none: dynamite-gen migrate resume NAME",
        )),
    }
}

/// What to do about what a run that is done has left to do; `None` if items are to be corrected.
fn left_to_do(found: &Verification, clients: Clients, planned: &Planned) -> Option<&'static str> {
    let newest = clients.newest();
    if !planned.follows_former()
        && clients
            .oldest()
            .is_some_and(|it| it >= ClientPhase::Contract)
    {
        return Some(
            "where a field is absent, `dynamite-gen migrate run NAME --again` fills it; where it is not what the \
             dropped ones give, correct the item, or let it count, while no program runs: dynamite-gen migrate \
             contract NAME --exclusive --changed remove",
        );
    }
    if newest.is_some_and(|it| it <= ClientPhase::Expand) || !planned.follows_former() {
        return Some(
            "what older programs have written since: dynamite-gen migrate run NAME --again",
        );
    }
    (found.remaining > 0).then_some(
        "if only programs up to `expand` have written since, or of the former version: dynamite-gen migrate run NAME \
         --again, which says what it has to know of them; if newer ones have, correct these items, or let the new \
         attributes count, while no program runs: dynamite-gen migrate contract NAME --exclusive --changed remove",
    )
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
    let object = super::reject::object("item", reject);
    report.finding("item", &reject.to_string(), &object)
}
