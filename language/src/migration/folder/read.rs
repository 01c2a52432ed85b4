//! Reading the folder of migrations.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{MigrationFolder, ORDER, SNAPSHOTS};

/// A file or folder that cannot be read.
#[derive(Debug)]
pub struct UnreadableFile {
    /// Its path.
    pub path: PathBuf,
    /// The reason.
    pub error: io::Error,
}

impl MigrationFolder {
    /// Reads the folder. A folder that does not exist holds nothing.
    ///
    /// # Errors
    /// If something in it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, UnreadableFile> {
        let mut files = Vec::new();
        for (name, path) in entries(folder)? {
            if path.is_dir() && name != SNAPSHOTS {
                // Found, and then reported: migrations are in the folder itself.
                folder_files(&path, &name, &mut files)?;
            } else if Self::is_read(&name) && !path.is_dir() {
                files.push((name, text(&path)?));
            }
        }
        for (name, path) in entries(&folder.join(SNAPSHOTS))? {
            if path.is_dir() {
                folder_files(&path, &format!("{SNAPSHOTS}/{name}"), &mut files)?;
            }
        }
        Ok(Self::of_files(files))
    }

    /// Returns `true` if a file may be one that [`Self::of_files`] takes.
    pub fn is_read(path: &str) -> bool {
        path == ORDER || is_yaml(path)
    }
}

fn is_yaml(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end);
    end.is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"))
}

/// The names and paths in a folder, sorted. None if it does not exist.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, UnreadableFile> {
    let failed = |error| UnreadableFile {
        path: folder.to_owned(),
        error,
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// The texts of the YAML files of a folder, by their paths below the folder of migrations.
fn folder_files(
    folder: &Path,
    below: &str,
    files: &mut Vec<(String, String)>,
) -> Result<(), UnreadableFile> {
    for (name, path) in entries(folder)? {
        let below = format!("{below}/{name}");
        if path.is_dir() {
            folder_files(&path, &below, files)?;
        } else if is_yaml(&name) {
            files.push((below, text(&path)?));
        }
    }
    Ok(())
}

fn text(path: &Path) -> Result<String, UnreadableFile> {
    fs::read_to_string(path).map_err(|error| UnreadableFile {
        path: path.to_owned(),
        error,
    })
}
