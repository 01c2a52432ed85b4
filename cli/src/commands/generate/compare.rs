//! Saying what is out of date, and writing nothing.

use std::path::{Path, PathBuf};

use dynamite_codegen::files::Files;
use dynamite_codegen::output::folder::{self, Difference};
use serde_json::json;

use super::diff::{Diff, colored};
use super::failure;
use crate::arguments::Format;
use crate::commands::Outcome;
use crate::failure::Failure;
use crate::report::{FileEntry, Report, plural, print_json};

const HELP: &str = "run `dynamite-gen generate`";

/// A file that is not as generated.
struct Outdated {
    path: PathBuf,
    difference: Difference,
}

impl Outdated {
    fn status(&self) -> &'static str {
        match (&self.difference.found, &self.difference.expected) {
            (None, _) => "missing",
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "orphan",
        }
    }

    fn diff(&self) -> Diff<'_> {
        let Difference {
            found, expected, ..
        } = &self.difference;
        Diff {
            path: &self.path,
            old: found.as_deref(),
            new: expected.as_deref(),
        }
    }
}

fn outdated(files: &Files, out: &Path) -> Result<Vec<Outdated>, Failure> {
    let differences = folder::check(files, out).map_err(|error| failure("read", &error))?;
    let outdated = differences.into_iter().map(|difference| {
        let path = out.join(&difference.path);
        Outdated { path, difference }
    });
    Ok(outdated.collect())
}

/// Each file that is out of date, and where that is; for people with the first changes.
pub(super) fn check(files: &Files, out: &Path, report: &Report) -> Result<Outcome, Failure> {
    let outdated = outdated(files, out)?;
    for file in &outdated {
        let (diff, orphan) = (file.diff(), file.difference.expected.is_none());
        let note = if orphan {
            "no longer in the schema".to_owned()
        } else {
            diff.counts()
        };
        report.file(&FileEntry::finding(file.status(), &file.path, HELP).note(note))?;
        let changed = file.difference.found.is_some() && !orphan;
        if report.format() == Format::Human && changed {
            report.styled(&diff.excerpt())?;
        }
    }
    summarise(&outdated, out, report)
}

/// All changes, as a diff that can be applied.
pub(super) fn diff(files: &Files, out: &Path, report: &Report) -> Result<Outcome, Failure> {
    let outdated = outdated(files, out)?;
    if report.format() != Format::Json {
        for file in &outdated {
            report.styled(&colored(&file.diff().unified()))?;
        }
        return Ok(outcome(&outdated));
    }
    for file in &outdated {
        print_json(&json!({
            "kind": "file",
            "status": file.status(),
            "path": file.path.to_string_lossy(),
            "finding": true,
            "help": HELP,
            "diff": file.diff().unified(),
        }))?;
    }
    summarise(&outdated, out, report)
}

fn summarise(outdated: &[Outdated], out: &Path, report: &Report) -> Result<Outcome, Failure> {
    let (folder, count) = (out.display(), outdated.len());
    let sentence = match count {
        0 => format!("{folder}: up to date"),
        _ => format!("{folder}: {} out of date; {HELP}", plural(count, "file")),
    };
    report.summary(&sentence, json!({ "out_of_date": count }))?;
    Ok(outcome(outdated))
}

fn outcome(outdated: &[Outdated]) -> Outcome {
    if outdated.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    }
}
