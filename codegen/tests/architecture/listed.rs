//! The rooms that `ARCHITECTURE.md` lists.

use std::fs;
use std::path::{Path, PathBuf};

/// A crate and its rooms.
pub(crate) struct Listed {
    /// The folder of the crate, such as `runtime`.
    pub(crate) folder: String,
    /// The rooms in the order of the list, each as the path of a module: `codec`, `generate::text`.
    pub(crate) rooms: Vec<String>,
}

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The rooms of all crates. A crate is a heading that begins with its folder in backquotes, and its
/// rooms are the first words of the indented lines below it.
pub(crate) fn listed() -> Vec<Listed> {
    let text = fs::read_to_string(workspace().join("ARCHITECTURE.md")).expect("a text");
    let mut crates: Vec<Listed> = Vec::new();
    let mut is_crate = false;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix('#') {
            let folder = heading.trim_start_matches('#').trim().strip_prefix('`');
            let folder = folder.and_then(|it| it.split_once("/`"));
            is_crate = folder.is_some();
            crates.extend(folder.map(|(folder, _)| Listed {
                folder: folder.to_owned(),
                rooms: Vec::new(),
            }));
        } else if let (true, Some(row), Some(last)) =
            (is_crate, line.strip_prefix("    "), crates.last_mut())
            && let Some(room) = row
                .split_whitespace()
                .next()
                .filter(|_| !row.starts_with(' '))
        {
            last.rooms.push(room.replace('/', "::"));
        }
    }
    crates
}
