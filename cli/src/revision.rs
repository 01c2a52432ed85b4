//! Files of a folder as they are in a revision of git.

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;

/// What a revision begins with on the command line.
const GIT: &str = "git:";

/// Returns the revision that an argument names; `None` if it names a folder.
pub(crate) fn named(argument: &str) -> Option<&str> {
    argument.strip_prefix(GIT)
}

/// Returns the files of a folder in a revision that `is_wanted` by their paths below it, in the order of
/// their paths.
pub(crate) fn files(
    revision: &str,
    folder: &Path,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<(String, String)>, Failure> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(Failure::new(format!("`{GIT}{revision}` is no revision"))
            .remedy("name a branch, a tag or a commit: `git:main`"));
    }
    let listed = git(
        &["ls-tree", "-r", "-z", "--name-only", revision, "--", "."],
        folder,
    )?;
    let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    let paths = listed.split('\0');
    let mut paths: Vec<_> = paths
        .filter(|path| !path.is_empty() && !is_hidden(path) && is_wanted(path))
        .collect();
    paths.sort_unstable();
    let files = paths.into_iter().map(|path| {
        let text = git(&["show", &format!("{revision}:./{path}")], folder)?;
        Ok((path.to_owned(), text))
    });
    files.collect()
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
        Failure::new("a file of the revision is not UTF-8 text")
            .remedy("compare with a revision in which it is")
    })
}
