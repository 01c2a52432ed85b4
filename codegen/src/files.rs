//! Generated files, in memory.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Generated files: text by path, in the order of the paths.
///
/// Paths are relative, with `/` on every system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds a file. Fails with the path if it is taken.
    pub fn insert(&mut self, path: String, text: String) -> Result<(), String> {
        match self.0.entry(path) {
            Entry::Occupied(taken) => Err(taken.key().clone()),
            Entry::Vacant(free) => {
                free.insert(text);
                Ok(())
            }
        }
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Paths and texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if there are no files.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
