//! Reports outdated files, and writes nothing.

use std::path::{Path, PathBuf};

use dynamite_codegen::output::folder::{Entry, State};
use serde_json::json;

use super::diff::{Diff, colored};
use crate::arguments::Format;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{FileEntry, Report, plural, print_json};

const HELP: &str = "run `dynamite-gen generate`";

/// A file that differs from the generated one.
struct Outdated<'a> {
    path: PathBuf,
    status: &'static str,
    entry: &'a Entry,
}

impl Outdated<'_> {
    fn diff(&self) -> Diff<'_> {
        Diff {
            path: &self.path,
            old: self.entry.old.as_deref(),
            new: self.entry.new.as_deref(),
        }
    }
}

fn outdated<'a>(entries: &'a [Entry], out: &Path) -> Vec<Outdated<'a>> {
    let outdated = entries.iter().filter_map(|entry| {
        let status = match entry.state() {
            State::Current => return None,
            State::Changed => "changed",
            State::Missing => "missing",
            State::Orphan => "orphan",
        };
        Some(Outdated {
            path: out.join(&entry.path),
            status,
            entry,
        })
    });
    outdated.collect()
}

/// Reports each outdated file, with the place of the difference; for people with the first changes.
pub(super) fn check(entries: &[Entry], out: &Path, report: &Report) -> Result<Outcome, Failure> {
    let outdated = outdated(entries, out);
    for file in &outdated {
        let diff = file.diff();
        let note = match file.entry.state() {
            State::Orphan => "no longer in the schema".to_owned(),
            _ => diff.counts(),
        };
        report.file(&FileEntry::finding(file.status, &file.path, HELP).note(note))?;
        if report.format() == Format::Human && file.entry.state() == State::Changed {
            report.styled(&diff.excerpt())?;
        }
    }
    summarise(entries.len(), outdated.len(), out, report)
}

/// Prints all changes, as a diff that can be applied.
pub(super) fn diff(entries: &[Entry], out: &Path, report: &Report) -> Result<Outcome, Failure> {
    let outdated = outdated(entries, out);
    if report.format() != Format::Json {
        for file in &outdated {
            report.styled(&colored(&file.diff().unified()))?;
        }
        return Ok(Outcome::clean_if(outdated.is_empty()));
    }
    for file in &outdated {
        print_json(&json!({
            "kind": "file",
            "status": file.status,
            "path": file.path.to_string_lossy(),
            "finding": true,
            "diff": file.diff().unified(),
        }))?;
    }
    summarise(entries.len(), outdated.len(), out, report)
}

fn summarise(
    files: usize,
    outdated: usize,
    out: &Path,
    report: &Report,
) -> Result<Outcome, Failure> {
    let folder = out.display();
    let sentence = match outdated {
        0 => format!("{folder}: {} up to date", plural(files, "file")),
        _ => format!("{folder}: {} out of date; {HELP}", plural(outdated, "file")),
    };
    report.summary(
        &sentence,
        json!({ "up_to_date": files - outdated, "out_of_date": outdated }),
    )?;
    Ok(Outcome::clean_if(outdated == 0))
}
