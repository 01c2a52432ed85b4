//! Reports the changes that brought the folder up to date.

use std::path::Path;

use dynamite_codegen::output::folder::{Entry, State};
use serde_json::json;

use crate::arguments::Format;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{FileEntry, Report, plural};

/// Reports files after the run: missing and different ones have been written, and those of an
/// earlier schema removed.
pub(super) fn report(entries: &[Entry], out: &Path, report: &Report) -> Result<Outcome, Failure> {
    for entry in entries {
        let status = match entry.state() {
            State::Missing | State::Changed => "written",
            State::Orphan => "removed",
            // For people, a number at the end is enough.
            State::Current if report.format() == Format::Json => "unchanged",
            State::Current => continue,
        };
        report.file(&FileEntry::done(status, &out.join(&entry.path)))?;
    }
    summarise(entries, out, report)?;
    Ok(Outcome::Clean)
}

fn summarise(entries: &[Entry], out: &Path, report: &Report) -> Result<(), Failure> {
    let count = |state| {
        entries
            .iter()
            .filter(|entry| entry.state() == state)
            .count()
    };
    let written = count(State::Missing) + count(State::Changed);
    let (unchanged, removed) = (count(State::Current), count(State::Orphan));
    let sentence = format!(
        "{}: {} written, {unchanged} unchanged, {removed} removed",
        out.display(),
        plural(written, "file"),
    );
    let numbers = json!({ "written": written, "unchanged": unchanged, "removed": removed });
    report.summary(&sentence, numbers)
}
