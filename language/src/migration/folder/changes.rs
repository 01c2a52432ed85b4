//! Changes of the folder's files.

use super::{MigrationFolder, ORDER};
use crate::snapshot::SnapshotFile;

/// The difference between two states of the folder of migrations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderChanges {
    /// The files that are written, with their paths below the folder.
    pub write: Vec<SnapshotFile>,
    /// The paths of files that are removed.
    pub remove: Vec<String>,
}

impl FolderChanges {
    /// Returns what makes one state of the folder the other. The list of migrations is written last, so
    /// that it never says more than there is.
    pub(in crate::migration) fn between(before: &MigrationFolder, after: &MigrationFolder) -> Self {
        let (before, after) = (before.files(), after.files());
        let remove = before.keys().filter(|path| !after.contains_key(*path));
        let remove = remove.cloned().collect();
        let changed = after
            .into_iter()
            .filter(|(path, text)| before.get(path) != Some(text));
        let write = changed.map(|(path, text)| SnapshotFile { path, text });
        let mut write: Vec<_> = write.collect();
        write.sort_by_key(|file| file.path == ORDER);
        Self { write, remove }
    }

    /// Returns `true` if nothing changes.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }
}
