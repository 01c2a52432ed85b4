//! `dynamite-gen man`.

use std::fs;
use std::path::Path;

use clap::CommandFactory as _;
use clap_mangen::Man as Page;

use super::Outcome;
use crate::arguments::{Arguments, Man};
use crate::failure::Failure;
use crate::report::print;

pub(crate) fn run(options: &Man) -> Result<Outcome, Failure> {
    let command = Arguments::command();
    match &options.out {
        None => {
            let mut page = Vec::new();
            Page::new(command)
                .render(&mut page)
                .map_err(|error| Failure::new(format!("cannot write the manual page: {error}")))?;
            print(&String::from_utf8_lossy(&page))?;
        }
        Some(folder) => write_pages(command, folder).map_err(|error| {
            Failure::io("write manual pages to", folder, &error)
                .remedy("name a folder you may write to with `--out`")
        })?,
    }
    Ok(Outcome::Clean)
}

/// A page for the command itself, and one for each of its commands.
fn write_pages(command: clap::Command, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command, folder)
}
