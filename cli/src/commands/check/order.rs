//! What is wrong with the list of migrations.

use std::path::{Path, PathBuf};

use dynamite_schema::migration::{MigrationFolder, ORDER, Order, OrderProblem, UnreadableOrder};

use super::finding;
use crate::commands::migrate;
use crate::failure::Failure;
use crate::report::{FileEntry, Report};
use crate::revision;

const UNREADABLE_HELP: &str = "after a merge, `dynamite-gen migrate renumber --onto git:main` writes it; \
                               else take it back from version control";

/// Reports the differences between the list and the files, and between the list and that of a revision.
/// Returns their number.
pub(super) fn report(
    migrations: &MigrationFolder,
    folder: &Path,
    against: Option<&str>,
    report: &Report,
) -> Result<usize, Failure> {
    let order = match migrations.order() {
        Ok(order) => order,
        Err(reason) => {
            unreadable(&reason, folder, report)?;
            return Ok(1);
        }
    };
    let problems = order.compare(&migrations.migrations);
    for problem in &problems {
        let path = path(problem, migrations, folder);
        let (status, help) = described(problem);
        show(&path, (status, &help), problem.to_string(), report)?;
    }
    let revision = against.and_then(revision::named);
    let Some(revision) = revision.filter(|_| !migrations.is_new()) else {
        return Ok(problems.len());
    };
    let since = since(&order, revision, folder)?;
    for problem in &since {
        let path = path(problem, migrations, folder);
        show_since(problem, &path, revision, report)?;
    }
    Ok(problems.len() + since.len())
}

/// Reports a list that cannot be read.
fn unreadable(reason: &UnreadableOrder, folder: &Path, report: &Report) -> Result<(), Failure> {
    let status = match reason {
        UnreadableOrder::Conflict(_) => "conflict",
        UnreadableOrder::Line(_) | UnreadableOrder::Newer => "unreadable",
    };
    let path = folder.join(ORDER);
    show(&path, (status, UNREADABLE_HELP), reason.to_string(), report)
}

/// Reports what has become of a migration of a revision.
fn show_since(
    problem: &OrderProblem,
    path: &Path,
    revision: &str,
    report: &Report,
) -> Result<(), Failure> {
    let note = match problem {
        OrderProblem::Missing(_) => format!("it is in {revision}"),
        _ => format!("it does something else in {revision}"),
    };
    let help = format!(
        "it may be applied already: take it back from {revision}, and write another migration"
    );
    let (status, _) = described(problem);
    show(path, (status, &help), note, report)
}

/// What has become of the list of a revision. One that cannot be read is a problem of that revision.
fn since(order: &Order, revision: &str, folder: &Path) -> Result<Vec<OrderProblem>, Failure> {
    let earlier = migrate::order_of_revision(revision, folder)?;
    Ok(earlier.map_or_else(|_| Vec::new(), |earlier| order.compare_since(&earlier)))
}

fn show(
    path: &Path,
    (status, help): (&'static str, &str),
    note: String,
    report: &Report,
) -> Result<(), Failure> {
    finding::show(&FileEntry::finding(status, path, help).note(note), report)
}

/// The file that a problem is about.
fn path(problem: &OrderProblem, migrations: &MigrationFolder, folder: &Path) -> PathBuf {
    let name = problem.name();
    let mut files = migrations.migrations.iter();
    match (problem, files.find(|file| file.name == *name)) {
        (OrderProblem::Misplaced(_), _) => folder.join(ORDER),
        (_, Some(file)) => folder.join(&file.file),
        (_, None) => folder.join(format!("{name}.yaml")),
    }
}

/// A word for a problem, and what to do about it.
fn described(problem: &OrderProblem) -> (&'static str, String) {
    let name = problem.name();
    match problem {
        OrderProblem::Edited(_) => (
            "edited",
            format!(
                "if it is applied nowhere yet: `dynamite-gen migrate order {name}`; else take it back from \
                 version control"
            ),
        ),
        OrderProblem::Unlisted(_) => (
            "unlisted",
            format!(
                "`dynamite-gen migrate order {name}` adds it; after a merge, see `dynamite-gen migrate \
                 renumber`"
            ),
        ),
        OrderProblem::Missing(_) => (
            "missing",
            format!(
                "take it back from version control; if it is applied nowhere: `dynamite-gen migrate order \
                 {name}` removes its line"
            ),
        ),
        OrderProblem::Squashed(_) => (
            "squashed",
            "what it did is in the first snapshot: remove the file".to_owned(),
        ),
        OrderProblem::Misplaced(_) => (
            "misplaced",
            "the list is not edited: take it back from version control".to_owned(),
        ),
    }
}
