//! Another schema to compare with: a folder, or a revision of git.

use std::path::Path;
use std::process::Command;

use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;

use crate::failure::Failure;
use crate::report::Report;

/// What a revision begins with.
const GIT: &str = "git:";

/// Reads and checks the other schema. Its problems are shown; `folder` is that of the schema, which is
/// looked up in the revision.
pub(crate) fn read(named: &str, folder: &Path, report: &Report) -> Result<Schema, Failure> {
    let sources = match named.strip_prefix(GIT) {
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
    if revision.is_empty() || revision.starts_with('-') {
        return Err(Failure::new(format!("`{GIT}{revision}` is no revision"))
            .remedy("name a branch, a tag or a commit: `git:main`"));
    }
    let listed = git(
        &["ls-tree", "-r", "-z", "--name-only", revision, "--", "."],
        folder,
    )?;
    let mut paths: Vec<_> = listed.split('\0').filter(is_schema).collect();
    paths.sort_unstable();
    if paths.is_empty() {
        return Err(Failure::new(format!(
            "{} holds no schema files in the revision {revision}",
            folder.display()
        ))
        .remedy("name a revision that has them, or a folder"));
    }
    let mut sources = Sources::default();
    for path in paths {
        let text = git(&["show", &format!("{revision}:./{path}")], folder)?;
        sources.add(path, text);
    }
    Ok(sources)
}

/// Returns `true` for the files that are read in a folder as well.
fn is_schema(path: &&str) -> bool {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    let end = path
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    !is_hidden && matches!(end.as_deref(), Some("yaml" | "yml"))
}

/// What git prints.
fn git(arguments: &[&str], folder: &Path) -> Result<String, Failure> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output();
    let output = output.map_err(|error| {
        Failure::new(format!("git cannot be run: {error}"))
            .remedy("install git, or compare with a folder")
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let line = said.lines().next().unwrap_or("it says nothing");
        return Err(Failure::new(format!("git {} failed: {line}", arguments[0]))
            .remedy("name a revision of this repository, or compare with a folder"));
    }
    String::from_utf8(output.stdout).map_err(|_| {
        Failure::new("a schema file of the revision is not UTF-8 text")
            .remedy("compare with a revision in which it is")
    })
}
