//! A folder of checked-in models.
//!
//! Generated files are known by their first line. Everything else in the folder belongs to
//! somebody else: it is neither written nor removed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use crate::disk::write_if_changed;
use crate::files::Files;
use crate::generate::FIRST_LINE;

/// A file of the folder, compared with what is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the folder.
    pub path: String,
    /// Its text on disk, if it is there.
    pub old: Option<String>,
    /// Its text as generated; none if the schema has no such file any more.
    pub new: Option<String>,
}

impl Entry {
    /// How the file compares.
    pub fn state(&self) -> State {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if old == new => State::Current,
            (Some(_), Some(_)) => State::Changed,
            (None, _) => State::Missing,
            (Some(_), None) => State::Orphan,
        }
    }
}

/// How a file on disk compares with the generated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is as generated.
    Current,
    /// Its text differs.
    Changed,
    /// It is not there.
    Missing,
    /// It was generated once, and the schema does not ask for it any more.
    Orphan,
}

/// Why a folder cannot be compared or written.
#[derive(Debug)]
pub struct FolderError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a file or folder.
#[derive(Debug)]
pub enum Reason {
    /// The file was not generated: to write it would destroy somebody's work.
    Foreign,
    /// It cannot be read.
    Read(io::Error),
    /// It cannot be written or removed.
    Write(io::Error),
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.reason {
            Reason::Foreign => write!(
                f,
                "{path} is in the way: it was not generated, and is left alone; move it elsewhere"
            ),
            Reason::Read(error) => write!(f, "cannot read {path}: {error}"),
            Reason::Write(error) => write!(f, "cannot write {path}: {error}"),
        }
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Foreign => None,
            Reason::Read(error) | Reason::Write(error) => Some(error),
        }
    }
}

/// Compares a folder, which may be missing, with generated files. Writes nothing.
///
/// Fails if a file cannot be read, or if one that is to be generated exists and is not ours.
pub fn compare(files: &Files, folder: &Path) -> Result<Vec<Entry>, FolderError> {
    let mut entries = orphans(files, folder)?;
    for (name, text) in files.iter() {
        let path = folder.join(name);
        let old = read(&path)?;
        if old.as_deref().is_some_and(|old| !is_generated(old)) {
            return Err(FolderError {
                path,
                reason: Reason::Foreign,
            });
        }
        entries.push(Entry {
            path: name.to_owned(),
            old,
            new: Some(text.to_owned()),
        });
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// Brings a folder to what [`compare`] found that it should be.
///
/// An interrupted call leaves every file whole, and can be repeated.
pub fn update(entries: &[Entry], folder: &Path) -> Result<(), FolderError> {
    let mut outdated = entries
        .iter()
        .filter(|entry| entry.state() != State::Current);
    outdated.try_for_each(|entry| {
        let path = folder.join(&entry.path);
        let done = match &entry.new {
            Some(text) => write_if_changed(&path, text).map(drop),
            None => fs::remove_file(&path),
        };
        done.map_err(|error| FolderError {
            path,
            reason: Reason::Write(error),
        })
    })
}

fn is_generated(text: &str) -> bool {
    text.starts_with(FIRST_LINE)
}

/// Generated files that the schema does not ask for any more.
fn orphans(files: &Files, folder: &Path) -> Result<Vec<Entry>, FolderError> {
    let unreadable = |error| FolderError {
        path: folder.to_path_buf(),
        reason: Reason::Read(error),
    };
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut orphans = Vec::new();
    for file in listing {
        let path = file.map_err(unreadable)?.path();
        let rust = path.extension().is_some_and(|end| end == "rs") && path.is_file();
        // A name that is not UTF-8 is none that was generated.
        let Some(name) = path.file_name().and_then(OsStr::to_str).filter(|_| rust) else {
            continue;
        };
        let text = if files.get(name).is_none() {
            read(&path)?
        } else {
            None
        };
        if let Some(old) = text.filter(|text| is_generated(text)) {
            orphans.push(Entry {
                path: name.to_owned(),
                old: Some(old),
                new: None,
            });
        }
    }
    Ok(orphans)
}

/// The text of a file, if it is there. What is not UTF-8 is not ours, and need not be exact; line
/// endings are as generated, since version control may have changed them.
fn read(path: &Path) -> Result<Option<String>, FolderError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FolderError {
            path: path.to_path_buf(),
            reason: Reason::Read(error),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Files {
        let mut files = Files::default();
        for name in names {
            let text = format!("{FIRST_LINE}from a.yaml\nmod {name};\n");
            files.insert(format!("{name}.rs"), text).unwrap();
        }
        files
    }

    fn states(files: &Files, folder: &Path) -> Vec<(String, State)> {
        let entries = compare(files, folder).unwrap();
        entries
            .into_iter()
            .map(|entry| (entry.path.clone(), entry.state()))
            .collect()
    }

    #[test]
    fn a_folder_follows_the_schema_and_leaves_other_files_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("src/models");
        let old = files(&["mod", "user"]);
        update(&compare(&old, &folder).unwrap(), &folder).unwrap();
        fs::write(folder.join("mine.rs"), "// mine").unwrap();

        let new = files(&["mod", "person"]);
        let expected = [
            ("mod.rs", State::Current),
            ("person.rs", State::Missing),
            ("user.rs", State::Orphan),
        ];
        assert_eq!(
            states(&new, &folder),
            expected.map(|(path, state)| (path.to_owned(), state))
        );

        update(&compare(&new, &folder).unwrap(), &folder).unwrap();
        assert!(
            states(&new, &folder)
                .iter()
                .all(|(_, state)| *state == State::Current)
        );
        assert!(folder.join("mine.rs").exists() && !folder.join("user.rs").exists());
    }

    #[test]
    fn changed_line_endings_are_no_difference_and_stay() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&["user"]);
        let path = folder.path().join("user.rs");
        let text = files.get("user.rs").unwrap().replace('\n', "\r\n");
        fs::write(&path, &text).unwrap();
        let entries = compare(&files, folder.path()).unwrap();
        assert_eq!(entries[0].state(), State::Current);
        update(&entries, folder.path()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }

    #[test]
    fn a_file_that_was_not_generated_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("user.rs"), "// mine").unwrap();
        let error = compare(&files(&["user"]), folder.path()).unwrap_err();
        assert!(matches!(error.reason, Reason::Foreign), "{error}");
    }
}
