//! `dynamite-gen completions`.

use clap::CommandFactory as _;

use crate::arguments::{Arguments, Completions};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::print;

pub(crate) fn run(options: &Completions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        options.shell,
        &mut Arguments::command(),
        "dynamite-gen",
        &mut script,
    );
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
