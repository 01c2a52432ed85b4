//! The folder of migrations: the files, and the snapshots that belong to them.
//!
//! ```text
//! migrations/0007_full_name.yaml        what is done to items
//! migrations/snapshots/0007/User.yaml   the stored side of what the schema was after it
//! migrations/order.sum                  the list of migrations, each with its checksum
//! ```
//!
//! A folder of snapshots holds the files that differ from those before it. `0000` is the schema that
//! the first migration found.

mod changes;
mod consistent;
mod read;
mod schemas;

pub use changes::FolderChanges;
pub use consistent::InconsistentFolder;
pub use read::UnreadableFile;
pub use schemas::SnapshotSchemas;

use std::collections::BTreeMap;

use super::{MigrationName, Order, UnreadableOrder, stranded};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::Schema;
use crate::snapshot::{SnapshotFile, snapshot};
use crate::source::Sources;

/// The folder of snapshots in the folder of migrations.
const SNAPSHOTS: &str = "snapshots";

/// The list of migrations in the folder of migrations.
pub const ORDER: &str = "order.sum";

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
    pub(in crate::migration) snapshots: BTreeMap<u32, BTreeMap<String, String>>,
    order_text: Option<String>,
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

impl MigrationFile {
    /// Returns the same file under another name.
    #[must_use]
    pub(in crate::migration) fn renamed(&self, name: &MigrationName) -> Self {
        let end = self.file.strip_prefix(self.name.as_str());
        Self {
            name: name.clone(),
            file: format!("{name}{}", end.unwrap_or_default()),
            text: self.text.clone(),
        }
    }
}

impl MigrationFolder {
    /// Returns the folder with these files, by their paths below it.
    pub fn of_files(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut folder = Self::default();
        for (path, text) in files {
            folder.add(path, text);
        }
        let migrations = &mut folder.migrations;
        migrations.sort_by(|one, other| one.name.cmp(&other.name));
        folder
    }

    /// Adds a file. What belongs to no migration is left out.
    fn add(&mut self, path: String, text: String) {
        let below = path.strip_prefix(SNAPSHOTS);
        if let Some(snapshot) = below.and_then(|it| it.strip_prefix('/')) {
            let parts = snapshot.split_once('/');
            let parts = parts.and_then(|(number, path)| Some((number.parse().ok()?, path)));
            if let Some((number, path)) = parts {
                let text = with_line_feeds(&text);
                let files: &mut BTreeMap<_, _> = self.snapshots.entry(number).or_default();
                files.insert(path.to_owned(), text);
            }
        } else if path == ORDER {
            self.order_text = Some(with_line_feeds(&text));
        } else {
            let stem = path.rsplit_once('.').map(|(stem, _)| stem);
            match stem.and_then(MigrationName::parse) {
                Some(name) => self.migrations.push(MigrationFile {
                    name,
                    file: path,
                    text,
                }),
                None => self.misnamed.push(path),
            }
        }
    }

    /// Returns the files that belong to migrations, by their paths below the folder.
    pub(super) fn files(&self) -> BTreeMap<String, String> {
        let migrations = self.migrations.iter();
        let migrations = migrations.map(|it| (it.file.clone(), it.text.clone()));
        let snapshots = self.snapshots.iter().flat_map(|(number, files)| {
            let path = move |path| format!("{SNAPSHOTS}/{number:04}/{path}");
            files.iter().map(move |(of, text)| (path(of), text.clone()))
        });
        let order = self.order_text.iter();
        let order = order.map(|text| (ORDER.to_owned(), text.clone()));
        migrations.chain(snapshots).chain(order).collect()
    }

    /// Returns what the folder's list of migrations says. A list that does not exist is empty.
    ///
    /// # Errors
    /// If it cannot be read: a merge has left its marks in it, for example.
    pub fn order(&self) -> Result<Order, UnreadableOrder> {
        Order::parse(self.order_text.as_deref().unwrap_or_default())
    }

    /// Returns the folder with another list of migrations.
    #[must_use]
    pub(in crate::migration) fn with_order(mut self, order: &Order) -> Self {
        self.order_text = Some(order.to_string());
        self
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
        let order = self.order().unwrap_or_default();
        let of_order = order.entries().map(|it| it.name.number());
        let of_snapshots = self.snapshots.keys().copied();
        let last = of_files.chain(of_snapshots).chain(of_order).max();
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
        let changed = self.changed(schema, number).into_iter();
        let files = changed.map(|(path, text)| SnapshotFile {
            path: format!("{SNAPSHOTS}/{number:04}/{path}"),
            text,
        });
        files.collect()
    }

    /// Like [`Self::snapshot_of`], with the paths below the snapshot.
    pub(in crate::migration) fn changed(
        &self,
        schema: &Schema,
        number: u32,
    ) -> BTreeMap<String, String> {
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
        changed.chain(gone).collect()
    }

    /// The files of the snapshot after a migration: of each path the last one until then.
    pub(in crate::migration) fn files_at(&self, number: u32) -> impl Iterator<Item = (&str, &str)> {
        let mut files = BTreeMap::new();
        for (_, snapshot) in self.snapshots.range(..=number) {
            for (path, text) in snapshot {
                files.insert(path.as_str(), text.as_str());
            }
        }
        files.into_iter().filter(|(_, text)| *text != GONE)
    }
}

/// A text that Dynamite has written, as it wrote it: a checkout on Windows has other line breaks.
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n")
}
