//! The folder of migrations: the files, and the snapshots that belong to them.
//!
//! ```text
//! migrations/0007_full_name.yaml        what is done to items
//! migrations/snapshots/0007/User.yaml   the stored side of what the schema was after it
//! ```
//!
//! A folder of snapshots holds the files that differ from those before it. `0000` is the schema that
//! the first migration found.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{MigrationName, stranded};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::Schema;
use crate::snapshot::{SnapshotFile, snapshot};
use crate::source::Sources;

/// The folder of snapshots in the folder of migrations.
const SNAPSHOTS: &str = "snapshots";

/// What a snapshot file says of a declaration that is gone.
const GONE: &str = "# Written by Dynamite: gone since this migration.\n";

/// The migrations of a project, in their order.
#[derive(Clone, Debug, Default)]
pub struct MigrationFolder {
    /// The migration files whose names are names of migrations.
    pub migrations: Vec<MigrationFile>,
    /// Other YAML files, by their names: they are probably misnamed.
    pub misnamed: Vec<String>,
    /// The files of each snapshot that differ from those before it, by their paths.
    snapshots: BTreeMap<u32, BTreeMap<String, String>>,
}

/// A migration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationFile {
    /// Its name.
    pub name: MigrationName,
    /// The name of the file.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// The schemas of snapshots, each compiled once. Those with problems should not have been edited.
#[derive(Debug)]
pub struct SnapshotSchemas(BTreeMap<u32, Result<Schema, Diagnostics>>);

impl SnapshotSchemas {
    /// Returns the schema after the migration with this number; `None` if there is no snapshot until
    /// then.
    pub fn at(&self, number: u32) -> Option<&Result<Schema, Diagnostics>> {
        self.0
            .range(..=number)
            .next_back()
            .map(|(_, schema)| schema)
    }

    /// Returns the schema before the migration with this number.
    pub fn before(&self, number: u32) -> Option<&Result<Schema, Diagnostics>> {
        self.0.range(..number).next_back().map(|(_, schema)| schema)
    }

    /// Returns the schema after the last migration.
    pub fn last(&self) -> Option<&Result<Schema, Diagnostics>> {
        self.0.last_key_value().map(|(_, schema)| schema)
    }
}

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
        let mut read = Self::default();
        for (name, path) in entries(folder)? {
            if !is_yaml(&name) || path.is_dir() {
                continue;
            }
            match name
                .rsplit_once('.')
                .and_then(|(stem, _)| MigrationName::parse(stem))
            {
                Some(migration) => read.migrations.push(MigrationFile {
                    name: migration,
                    file: name,
                    text: text(&path)?,
                }),
                None => read.misnamed.push(name),
            }
        }
        read.migrations
            .sort_by(|one, other| one.name.cmp(&other.name));
        for (name, path) in entries(&folder.join(SNAPSHOTS))? {
            if let Ok(number) = name.parse() {
                read.snapshots.insert(number, snapshot_files(&path, "")?);
            }
        }
        Ok(read)
    }

    /// Returns `true` if there is no snapshot, so that nothing is known of the schema before.
    pub fn is_new(&self) -> bool {
        self.snapshots.is_empty()
    }

    /// Returns the folder with the snapshot of a schema as the first.
    #[must_use]
    pub fn with_baseline(&self, schema: &Schema) -> Self {
        let files = snapshot(schema).into_iter();
        let files = files.map(|file| (file.path, file.text)).collect();
        let mut with = self.clone();
        with.snapshots.insert(0, files);
        with
    }

    /// Returns the number of the next migration.
    pub fn next_number(&self) -> u32 {
        let of_files = self.migrations.iter().map(|it| it.name.number());
        let last = of_files.chain(self.snapshots.keys().copied()).max();
        last.unwrap_or_default().saturating_add(1)
    }

    /// Returns the numbers of snapshots after which there is no migration, although they strand items:
    /// the migration is missing. Those that cannot be read are left out.
    pub fn without_migration(&self, schemas: &SnapshotSchemas) -> Vec<u32> {
        let strands = |number: &u32| match (schemas.before(*number), schemas.at(*number)) {
            (Some(Ok(before)), Some(Ok(after))) => {
                !stranded(before, after, Severity::Error).is_empty()
            }
            _ => false,
        };
        let is_missing = |number: &u32| {
            let mut migrations = self.migrations.iter();
            !migrations.any(|migration| migration.name.number() == *number)
        };
        let numbers = self.snapshots.keys().copied();
        numbers.filter(is_missing).filter(strands).collect()
    }

    /// Returns the names of migrations that share a number with the one before them.
    pub fn same_numbers(&self) -> Vec<[&MigrationName; 2]> {
        let pairs = self.migrations.windows(2).filter_map(|pair| match pair {
            [one, other] if one.name.number() == other.name.number() => {
                Some([&one.name, &other.name])
            }
            _ => None,
        });
        pairs.collect()
    }

    /// Returns the schema after the last migration; `None` if nothing is known of it.
    pub fn last_schema(&self) -> Option<Result<Schema, Diagnostics>> {
        let (last, _) = self.snapshots.last_key_value()?;
        Some(self.schema_at(*last))
    }

    /// Returns the schemas of all snapshots.
    pub fn schemas(&self) -> SnapshotSchemas {
        let numbers = self.snapshots.keys();
        SnapshotSchemas(numbers.map(|it| (*it, self.schema_at(*it))).collect())
    }

    fn schema_at(&self, number: u32) -> Result<Schema, Diagnostics> {
        let mut sources = Sources::default();
        for (path, text) in self.files_at(number) {
            sources.add(format!("{SNAPSHOTS}/…/{path}"), text);
        }
        crate::check(sources).map(|checked| checked.schema)
    }

    /// Returns the files of the snapshot of a schema that differ from those of the last snapshot before
    /// this number, with their paths in the folder of migrations.
    pub fn snapshot_of(&self, schema: &Schema, number: u32) -> Vec<SnapshotFile> {
        let before: BTreeMap<_, _> = match number {
            0 => BTreeMap::new(),
            number => self.files_at(number - 1).collect(),
        };
        let files = snapshot(schema);
        let gone = before
            .keys()
            .filter(|path| files.iter().all(|file| file.path != **path))
            .map(|path| ((*path).to_owned(), GONE.to_owned()));
        let gone: Vec<_> = gone.collect();
        let changed = files
            .into_iter()
            .filter(|file| before.get(file.path.as_str()) != Some(&file.text.as_str()))
            .map(|file| (file.path, file.text));
        let all = changed.chain(gone).map(|(path, text)| SnapshotFile {
            path: format!("{SNAPSHOTS}/{number:04}/{path}"),
            text,
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by(|one, other| one.path.cmp(&other.path));
        all
    }

    /// The files of the snapshot after a migration: of each path the last one until then.
    fn files_at(&self, number: u32) -> impl Iterator<Item = (&str, &str)> {
        let mut files = BTreeMap::new();
        for (_, snapshot) in self.snapshots.range(..=number) {
            for (path, text) in snapshot {
                files.insert(path.as_str(), text.as_str());
            }
        }
        files.into_iter().filter(|(_, text)| *text != GONE)
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

/// The texts of a snapshot's files, by their paths below it.
fn snapshot_files(folder: &Path, prefix: &str) -> Result<BTreeMap<String, String>, UnreadableFile> {
    let mut files = BTreeMap::new();
    for (name, path) in entries(folder)? {
        let name = format!("{prefix}{name}");
        if path.is_dir() && prefix.is_empty() {
            files.append(&mut snapshot_files(&path, &format!("{name}/"))?);
        } else if is_yaml(&name) {
            // A checkout on Windows has other line breaks.
            files.insert(name, text(&path)?.replace("\r\n", "\n"));
        }
    }
    Ok(files)
}

fn text(path: &Path) -> Result<String, UnreadableFile> {
    fs::read_to_string(path).map_err(|error| UnreadableFile {
        path: path.to_owned(),
        error,
    })
}
