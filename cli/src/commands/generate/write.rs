//! Bringing the folder up to date.

use std::collections::HashSet;
use std::path::Path;

use dynamite_codegen::files::Files;
use dynamite_codegen::output::folder::{self, Difference};
use serde_json::json;

use super::failure;
use crate::arguments::Format;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::report::{FileEntry, Report, plural};

/// Writes what is missing or differs, and removes what an earlier schema left behind.
pub(super) fn write(files: &Files, out: &Path, report: &Report) -> Result<Outcome, Failure> {
    let changes = folder::write(files, out).map_err(|error| failure("write", &error))?;
    for change in &changes {
        let status = match change.expected {
            Some(_) => "written",
            None => "removed",
        };
        report.file(&FileEntry::done(status, &out.join(&change.path)))?;
    }
    // For people, their number at the end is enough.
    if report.format() == Format::Json {
        for path in unchanged(files, &changes) {
            report.file(&FileEntry::done("unchanged", &out.join(path)))?;
        }
    }
    summarise(files, &changes, out, report)?;
    Ok(Outcome::Clean)
}

/// Files that were already as generated.
fn unchanged<'a>(files: &'a Files, changes: &'a [Difference]) -> impl Iterator<Item = &'a str> {
    let outdated: HashSet<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    files
        .iter()
        .map(|(path, _)| path)
        .filter(move |path| !outdated.contains(path))
}

fn summarise(
    files: &Files,
    changes: &[Difference],
    out: &Path,
    report: &Report,
) -> Result<(), Failure> {
    let removed = changes
        .iter()
        .filter(|change| change.expected.is_none())
        .count();
    let written = changes.len() - removed;
    let unchanged = files.len() - written;
    let sentence = format!(
        "{}: {} written, {unchanged} unchanged, {removed} removed",
        out.display(),
        plural(written, "file"),
    );
    let numbers = json!({ "written": written, "unchanged": unchanged, "removed": removed });
    report.summary(&sentence, numbers)
}
