//! The files of a folder that were generated from a schema.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{FolderError, Reason};
use crate::disk;
use crate::files::Files;
use crate::generate::FIRST_LINE;
use crate::output::manifest::{MANIFEST, Manifest, is_conflict_marker};
use crate::output::relative::relative;

/// The files of a folder that were generated from a schema.
pub(super) struct Owned {
    /// The schema folder, as the list of generated files has it.
    pub(super) schema: String,
    /// The list, if it is there.
    pub(super) manifest: Option<String>,
    /// Names of files.
    pub(super) names: BTreeSet<String>,
}

impl Owned {
    /// Finds them. Fails if the folder is not one of this schema's models.
    pub(super) fn find(
        folder: &Path,
        schema_folder: &Path,
        files: &Files,
    ) -> Result<Self, FolderError> {
        let schema = path_to(folder, schema_folder).map_err(FolderError::read(schema_folder))?;
        let file = folder.join(MANIFEST);
        let Some(text) = read(&file)? else {
            return Ok(Self {
                schema,
                manifest: None,
                names: generated_without_manifest(folder, files)?,
            });
        };
        let Manifest { schemas, files } = Manifest::parse(&text)
            .map_err(|line| FolderError::new(&file, Reason::Manifest { line }))?;
        Ok(Self {
            schema: listed_name(folder, schema_folder, &schemas, schema)?,
            manifest: Some(text),
            names: files,
        })
    }
}

/// The path of this schema in a list, which may have another path for it. A listed schema that no
/// longer exists was moved, or this one replaces it.
fn listed_name(
    folder: &Path,
    schema_folder: &Path,
    listed: &BTreeSet<String>,
    name: String,
) -> Result<String, FolderError> {
    if listed.contains(&name) {
        return Ok(name);
    }
    let this = fs::canonicalize(schema_folder).map_err(FolderError::read(schema_folder))?;
    let mut other = None;
    for listed in listed {
        match fs::canonicalize(folder.join(listed)) {
            Ok(same) if same == this => return Ok(listed.clone()),
            Ok(_) => other = Some(seen_from_here(folder, listed)),
            Err(_) => {}
        }
    }
    match other {
        None => Ok(name),
        Some(other) => Err(FolderError::new(
            folder,
            Reason::OtherSchema {
                other,
                this: schema_folder.to_owned(),
            },
        )),
    }
}

/// The relative path from the folder of the list to a schema. A link to the folder has other
/// folders above it than the folder itself: if the path as written leads elsewhere, links are
/// resolved.
fn path_to(folder: &Path, schemas: &Path) -> io::Result<String> {
    let written = relative(folder, schemas)?;
    let (Ok(folder), Ok(schemas)) = (fs::canonicalize(folder), fs::canonicalize(schemas)) else {
        return Ok(written);
    };
    match fs::canonicalize(folder.join(&written)) {
        Ok(there) if there == schemas => Ok(written),
        _ => relative(&folder, &schemas),
    }
}

/// A path of the list, relative to the current folder.
fn seen_from_here(folder: &Path, listed: &str) -> PathBuf {
    let path = folder.join(listed);
    relative(Path::new("."), &path).map_or(path, PathBuf::from)
}

/// The generated files in a folder that has no list: none if it is empty. Older versions wrote no
/// list: a folder without one is accepted if every generated file in it is one of this schema.
fn generated_without_manifest(
    folder: &Path,
    files: &Files,
) -> Result<BTreeSet<String>, FolderError> {
    let (mut ours, mut leftover, mut found) = (BTreeSet::new(), None, None);
    for name in names(folder)? {
        let path = folder.join(&name);
        let header = header(&path)?;
        let expected = files.get(&name).and_then(first_line);
        if header.is_some() && header.as_deref() == expected {
            ours.insert(name);
        } else if header.is_some() && expected.is_none() {
            leftover.get_or_insert(path);
        } else {
            found.get_or_insert(name);
        }
    }
    match (leftover, found) {
        (None, _) if !ours.is_empty() => Ok(ours),
        (None, None) => Ok(ours),
        (Some(path), _) if !ours.is_empty() => Err(FolderError::new(path, Reason::Leftover)),
        (leftover, found) => {
            let leftover = leftover.and_then(|path| Some(path.file_name()?.display().to_string()));
            let found = leftover.or(found).unwrap_or_default();
            Err(FolderError::new(folder, Reason::NotOurs { found }))
        }
    }
}

/// The names in a folder, sorted, apart from hidden files, which tools keep there.
fn names(folder: &Path) -> Result<BTreeSet<String>, FolderError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(FolderError::read(folder)(error)),
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        let entry = entry.map_err(FolderError::read(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.insert(name);
        }
    }
    Ok(names)
}

/// The first line of a generated file.
fn header(path: &Path) -> Result<Option<String>, FolderError> {
    if !(path.extension().is_some_and(|end| end == "rs") && path.is_file()) {
        return Ok(None);
    }
    let text = read(path)?;
    let text = text.as_deref().filter(|text| is_generated(text));
    Ok(text.and_then(first_line).map(str::to_owned))
}

fn first_line(text: &str) -> Option<&str> {
    text.lines().next()
}

/// Returns true if a text starts as every generated file does, even in a merge conflict.
pub(super) fn is_generated(text: &str) -> bool {
    let first = text.lines().find(|line| !is_conflict_marker(line));
    first.is_some_and(|line| line.starts_with(FIRST_LINE))
}

/// The text of a file, if it is there. A file that is not UTF-8 was not generated, and its text
/// need not be exact. Line endings are normalised, since version control may have changed them.
pub(super) fn read(path: &Path) -> Result<Option<String>, FolderError> {
    let bytes = disk::read(path).map_err(FolderError::read(path))?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n")))
}
