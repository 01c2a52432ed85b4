//! Findings about files of migrations.

use crate::arguments::Format;
use crate::failure::Failure;
use crate::report::{FileEntry, Report};

/// Prints a finding with its remedy, which other formats than that for people have in one line.
pub(super) fn show(entry: &FileEntry<'_>, report: &Report) -> Result<(), Failure> {
    report.file(entry)?;
    match (report.format(), entry.help) {
        (Format::Human, Some(help)) => report.advice("help", help),
        _ => Ok(()),
    }
}
