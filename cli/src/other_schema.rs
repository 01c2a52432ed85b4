//! Another schema to compare with: a folder, or a revision of git.

use std::path::Path;

use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;

use crate::failure::Failure;
use crate::report::Report;
use crate::revision;

/// Reads and checks the other schema. Its problems are shown; `folder` is that of the schema, which is
/// looked up in the revision.
pub(crate) fn read(named: &str, folder: &Path, report: &Report) -> Result<Schema, Failure> {
    let sources = match revision::named(named) {
        Some(revision) => of_revision(revision, folder)?,
        None => match dynamite_schema::load(Path::new(named)) {
            Ok(sources) => sources,
            Err(problems) => {
                report.diagnostics(&problems, Path::new(named))?;
                return Err(unusable(named));
            }
        },
    };
    match dynamite_schema::check(sources) {
        Ok(checked) => Ok(checked.schema),
        Err(problems) => {
            report.diagnostics(&problems, Path::new(named))?;
            Err(unusable(named))
        }
    }
}

fn unusable(named: &str) -> Failure {
    Failure::new(format!(
        "the schema to compare with, `{named}`, cannot be used"
    ))
    .remedy("name a folder of schema files, or a revision such as `git:main`, with `--against`")
}

/// The schema files of a folder as they are in a revision.
fn of_revision(revision: &str, folder: &Path) -> Result<Sources, Failure> {
    let files = revision::files(revision, folder, is_schema)?;
    if files.is_empty() {
        return Err(Failure::new(format!(
            "{} holds no schema files in the revision {revision}",
            folder.display()
        ))
        .remedy("name a revision that has them, or a folder"));
    }
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(path, text);
    }
    Ok(sources)
}

/// Returns `true` for the files that are read in a folder as well.
fn is_schema(path: &str) -> bool {
    let end = path
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    matches!(end.as_deref(), Some("yaml" | "yml"))
}
