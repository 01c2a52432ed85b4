//! A folder of checked-in models.
//!
//! A file of the folder lists the generated files and the schema that they come from. Other files
//! in the folder are neither written nor removed.

mod error;
mod owned;

use std::path::PathBuf;

pub use error::{FolderError, Reason};

use super::manifest::{MANIFEST, Manifest};
use crate::disk::LockedFolder;
use crate::files::Files;
use owned::{Owned, is_generated, read};

/// A folder for the models of a schema.
///
/// ```no_run
/// use dynamite_codegen::Config;
/// use dynamite_codegen::output::folder::{ModelFolder, State};
///
/// let generated = Config::new("schemas").generate()?;
/// for entry in ModelFolder::new("src/models", "schemas").update(&generated.files)? {
///     if entry.state() != State::Current {
///         println!("{} was out of date", entry.path);
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ModelFolder {
    path: PathBuf,
    schemas: PathBuf,
}

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

/// The state of a file on disk, compared with the generated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is as generated.
    Current,
    /// Its text differs.
    Changed,
    /// It is not there.
    Missing,
    /// It was generated once, and the schema has no such file any more.
    Orphan,
}

impl Entry {
    /// The state of the file.
    pub fn state(&self) -> State {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if old == new => State::Current,
            (Some(_), Some(_)) => State::Changed,
            (None, _) => State::Missing,
            (Some(_), None) => State::Orphan,
        }
    }
}

/// A folder compared with generated files.
struct Comparison {
    /// The files of this schema, sorted by path.
    entries: Vec<Entry>,
    /// The list of the generated files.
    manifest: Manifest,
    /// The same, with the files that were listed before.
    listed: Manifest,
}

impl ModelFolder {
    /// The folder `path`, which may be missing, for the models of the schema folder `schemas`.
    pub fn new(path: impl Into<PathBuf>, schemas: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            schemas: schemas.into(),
        }
    }

    /// Compares the folder with generated files. Writes nothing.
    ///
    /// Fails if the folder is neither empty nor one of this schema's models, if a file that is to
    /// be generated exists and was not generated here, or if something cannot be read.
    pub fn compare(&self, files: &Files) -> Result<Vec<Entry>, FolderError> {
        Ok(self.compared(files)?.entries)
    }

    /// Brings the folder up to date, and returns the comparison from before.
    ///
    /// Fails as [`compare`](Self::compare) does, before anything is written, or if something cannot
    /// be written. An interrupted call leaves no partial file, and can be repeated. Calls for the
    /// same folder wait for each other.
    pub fn update(&self, files: &Files) -> Result<Vec<Entry>, FolderError> {
        let folder = LockedFolder::open(&self.path).map_err(FolderError::write(&self.path))?;
        let Comparison {
            entries,
            manifest,
            listed,
        } = self.compared(files)?;
        folder.sweep(|name| name == MANIFEST || listed.files.contains(name));
        let outdated = entries.iter();
        let outdated: Vec<_> = outdated.filter(|it| it.state() != State::Current).collect();
        if !outdated.is_empty() {
            let changes = outdated.into_iter().filter(|it| it.path != MANIFEST);
            let changes = changes.map(|it| (it.path.as_str(), it.new.as_deref()));
            manifest.apply(&listed, changes, |name, text| {
                let done = folder.put(name, text);
                done.map_err(FolderError::write(&self.path.join(name)))
            })?;
        }
        Ok(entries)
    }

    fn compared(&self, files: &Files) -> Result<Comparison, FolderError> {
        let owned = Owned::find(&self.path, &self.schemas, files)?;
        let names = files.iter().map(|(name, _)| name.to_owned());
        let manifest = Manifest::new(&owned.schema, names.collect());
        let mut listed = manifest.clone();
        let mut entries = vec![Entry {
            path: MANIFEST.to_owned(),
            new: Some(manifest.to_text()),
            old: owned.manifest,
        }];
        for (name, text) in files.iter() {
            entries.push(self.generated(name, text, owned.names.contains(name))?);
        }
        let gone = owned.names.into_iter();
        for name in gone.filter(|name| files.get(name).is_none()) {
            // What is there by now may be somebody else's.
            if let Some(old) = read(&self.path.join(&name))?.filter(|old| is_generated(old)) {
                entries.push(Entry {
                    path: name.clone(),
                    old: Some(old),
                    new: None,
                });
            }
            listed.files.insert(name);
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Comparison {
            entries,
            manifest,
            listed,
        })
    }

    /// A file that is to be generated. Fails if somebody else's is in its place: one that is
    /// neither listed nor the same.
    fn generated(&self, name: &str, text: &str, is_listed: bool) -> Result<Entry, FolderError> {
        let path = self.path.join(name);
        let old = read(&path)?;
        let is_ours = |old: &str| old == text || is_listed && is_generated(old);
        if !old.as_deref().is_none_or(is_ours) {
            return Err(FolderError::new(path, Reason::Foreign));
        }
        Ok(Entry {
            path: name.to_owned(),
            old,
            new: Some(text.to_owned()),
        })
    }
}
