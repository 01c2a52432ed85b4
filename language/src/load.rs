//! Reads the text of the schema files in a folder.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostics, Problems, catalogue};
use crate::source::{Sources, Span};

/// Maximum size of a schema file: the largest written by hand are a thousandth of it.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Reads the schema files below a folder. See [`crate::load`](fn@crate::load).
pub(crate) fn load(folder: &Path) -> Result<Sources, Diagnostics> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    for path in schema_files(folder, &mut problems) {
        add_file(folder, &path, &mut sources, &mut problems);
    }
    if sources.files().is_empty() && problems.len() == 0 {
        problems.push(catalogue::no_schema_files(folder));
    }
    let diagnostics = problems.into_diagnostics(&sources);
    if diagnostics.has_errors() {
        Err(diagnostics)
    } else {
        Ok(sources)
    }
}

/// Returns the schema files below a folder, sorted by path, so that the order of declarations does
/// not depend on the file system. Links to folders are not followed: they may form a cycle.
fn schema_files(folder: &Path, problems: &mut Problems) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        match fs::read_dir(&current) {
            Ok(entries) => entries.for_each(|entry| match entry {
                Ok(entry) => sort_entry(&entry, &mut folders, &mut files),
                Err(error) => problems.push(catalogue::unreadable_folder(&current, &error)),
            }),
            Err(error) => problems.push(catalogue::unreadable_folder(&current, &error)),
        }
    }
    files.sort_by_cached_key(|path| relative(folder, path));
    files
}

fn sort_entry(entry: &fs::DirEntry, folders: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) {
    let path = entry.path();
    if entry.file_name().to_string_lossy().starts_with('.') {
        return;
    }
    if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
        folders.push(path);
    } else if path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"))
        && !path.is_dir()
    {
        files.push(path);
    }
}

fn add_file(folder: &Path, path: &Path, sources: &mut Sources, problems: &mut Problems) {
    let name = relative(folder, path);
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) => return problems.push(catalogue::unreadable_file(&name, &error)),
    };
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return problems.push(catalogue::file_too_large(&name, MAX_FILE_BYTES));
    }
    let (text, bad_byte) = text_before_bad_byte(bytes);
    let at = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let file = sources.add(name, text);
    if let Some(byte) = bad_byte {
        problems.push(catalogue::not_text(
            Span {
                file,
                start: at,
                end: at,
            },
            byte,
        ));
    }
}

/// Reads at most one byte more than allowed, so that the size is checked on the bytes read.
/// Anything but a file is not even opened: a pipe would keep the reader waiting for a writer.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the text up to the first byte that is not valid in a text file, and that byte.
fn text_before_bad_byte(bytes: Vec<u8>) -> (String, Option<u8>) {
    let valid = match std::str::from_utf8(&bytes) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    };
    let end = bytes[..valid]
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(valid);
    let bad = bytes.get(end).copied();
    let mut bytes = bytes;
    bytes.truncate(end);
    (String::from_utf8_lossy(&bytes).into_owned(), bad)
}

/// Returns the path below the schema folder, with `/` on every system.
fn relative(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
