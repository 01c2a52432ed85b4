//! `dynamite-gen migrate renumber`.

use std::path::Path;

use dynamite_schema::migration::{MigrationFolder, RenumberProblem, Renumbered, renumber};

use crate::arguments::MigrateRenumber;
use crate::commands::current_schema;
use crate::config::Config;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{FileEntry, Report};
use crate::revision;

pub(super) fn run(
    options: &MigrateRenumber,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let schemas = config.schema_folder(options.source.schemas.as_deref())?;
    let folder = config.migrations_folder(options.folder.migrations.as_deref());
    let ours = super::read(&folder)?;
    let theirs = onto(&options.onto, &folder)?;
    let Some(after) = current_schema(&schemas, report)? else {
        return Ok(Outcome::Findings);
    };
    let Renumbered { moved, changes } =
        renumber(&ours, &theirs, &after).map_err(|problem| failure(&problem, &options.onto))?;
    for (former, new) in &moved {
        let path = folder.join(format!("{new}.yaml"));
        let entry = FileEntry::done("renumbered", &path);
        report.file(&entry.note(format!("was {former}")))?;
    }
    super::apply(&changes, &folder, options.dry_run, report)?;
    if changes.is_empty() {
        report.hint("unchanged", "all migrations are in their order")?;
    } else if !options.dry_run {
        report.hint("next", "dynamite-gen check")?;
    }
    Ok(Outcome::Clean)
}

/// Reads the migrations that stay.
fn onto(named: &str, folder: &Path) -> Result<MigrationFolder, Failure> {
    let theirs = match revision::named(named) {
        Some(revision) => {
            let files = revision::files(revision, folder, MigrationFolder::is_read)?;
            MigrationFolder::of_files(files)
        }
        None => super::read(Path::new(named))?,
    };
    if theirs.is_new() {
        return Err(
            Failure::new(format!("`{named}` holds no migrations")).remedy(
                "name the revision, or the folder of migrations, whose migrations stay as they are",
            ),
        );
    }
    Ok(theirs)
}

fn failure(problem: &RenumberProblem, onto: &str) -> Failure {
    let (what, remedy) = match problem {
        RenumberProblem::Inconsistent(reason) => (
            format!("the migrations of `{onto}` cannot be built on: {reason}"),
            "correct them there first; `dynamite-gen check` says more".to_owned(),
        ),
        RenumberProblem::NotMerged(name) => (
            format!("`{onto}` has {name}, which is not here"),
            format!("merge or rebase onto `{onto}` first, conflicts and all"),
        ),
        RenumberProblem::Differs(name) => (
            format!("{name} does something else here than in `{onto}`"),
            format!(
                "take the file back from `{onto}`; if the branches have given two migrations this name, give \
                 yours another one"
            ),
        ),
        RenumberProblem::SameNumber([one, other]) => (
            format!("{one} and {other} have the same number, and neither is in `{onto}`"),
            "during a rebase, name what is rebased already: `--onto git:HEAD`".to_owned(),
        ),
        RenumberProblem::Unreadable(name) => (
            format!("the file of {name} is no YAML"),
            "`dynamite-gen check` shows where".to_owned(),
        ),
        RenumberProblem::Entangled(name, path) => (
            format!(
                "{name} is followed by other migrations of this branch, and changes {path} of the snapshot, \
                 which `{onto}` has changed too: the schema between them is not known"
            ),
            "make one migration of those of this branch: put all steps into the last file, and remove the \
             others"
                .to_owned(),
        ),
    };
    Failure::new(what).remedy(remedy)
}
