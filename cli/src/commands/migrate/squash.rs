//! `dynamite-gen migrate squash`.

use std::path::Path;

use dynamite_schema::migration::{SquashProblem, Squashed, squash};

use crate::arguments::MigrateSquash;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{Report, plural};

pub(super) fn run(
    options: &MigrateSquash,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let folder = config.migrations_folder(options.folder.migrations.as_deref());
    let migrations = super::read(&folder)?;
    let Squashed { names, changes } = match squash(&migrations, options.through) {
        Ok(squashed) => squashed,
        Err(problem) => return Err(failure(&problem, report)?),
    };
    super::apply(&changes, &folder, !options.yes, report)?;
    let count = plural(names.len(), "migration");
    if options.yes {
        report.hint("squashed", &format!("{count} into the first snapshot"))?;
    } else {
        let text = format!(
            "{count} would be part of the first snapshot; if every table has all of them, with their contracts, \
             `--yes` does it"
        );
        report.advice("nothing done", &text)?;
    }
    Ok(Outcome::Clean)
}

fn failure(problem: &SquashProblem, report: &Report) -> Result<Failure, Failure> {
    if let SquashProblem::Snapshot(problems) = problem {
        report.diagnostics(problems, Path::new(""))?;
    }
    let remedy = match problem {
        SquashProblem::NoMigration(_) => "name the number of the last migration to squash",
        SquashProblem::Inconsistent(_) => "`dynamite-gen check` says what to do about it",
        SquashProblem::Snapshot(_) => {
            "snapshots are not edited: take the files back from version control"
        }
    };
    Ok(Failure::new(problem.to_string()).remedy(remedy))
}
