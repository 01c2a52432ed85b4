//! `dynamite-gen man`.

use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man as Page;

use crate::arguments::{Arguments, Man};
use crate::failure::Failure;
use crate::files::{is_stdout, write_own};
use crate::outcome::Outcome;
use crate::report::{FileEntry, Report, print};

/// The beginning of the title of every page, in every version.
const TITLE: &str = ".TH dynamite-gen";

pub(crate) fn run(options: &Man, report: &Report) -> Result<Outcome, Failure> {
    let command = Arguments::command();
    let Some(folder) = options.out.as_deref().filter(|path| !is_stdout(path)) else {
        print(&text(&Page::new(command))?)?;
        return Ok(Outcome::Clean);
    };
    let mut command = command.disable_help_subcommand(true);
    command.build();
    write_pages(&command, folder, report)?;
    Ok(Outcome::Clean)
}

/// Writes a page for a command itself, and one for each of its subcommands. The folder may hold the
/// pages of other programs.
fn write_pages(command: &Command, folder: &Path, report: &Report) -> Result<(), Failure> {
    let page = Page::new(command.clone());
    let path = folder.join(page.get_filename());
    let written = write_own(&path, &text(&page)?, "a manual page", |old| {
        old.lines().any(|line| line.starts_with(TITLE))
    })?;
    let status = if written { "written" } else { "unchanged" };
    report.file(&FileEntry::done(status, &path))?;
    let mut visible = command.get_subcommands().filter(|one| !one.is_hide_set());
    visible.try_for_each(|one| write_pages(one, folder, report))
}

fn text(page: &Page) -> Result<String, Failure> {
    let mut text = Vec::new();
    page.render(&mut text)
        .map_err(|error| Failure::new(format!("cannot write the manual page: {error}")))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
