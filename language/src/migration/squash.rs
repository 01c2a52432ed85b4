//! Folding the first migrations into the first snapshot.

use std::fmt;

use super::{FolderChanges, InconsistentFolder, MigrationFolder, MigrationName};
use crate::diagnostics::Diagnostics;

/// Migrations that are folded into the first snapshot.
#[derive(Clone, Debug)]
pub struct Squashed {
    /// Their names, of which the list keeps the checksums.
    pub names: Vec<MigrationName>,
    /// What becomes of the folder.
    pub changes: FolderChanges,
}

/// Why nothing is squashed.
#[derive(Debug)]
pub enum SquashProblem {
    /// The list of migrations cannot be relied on.
    Inconsistent(InconsistentFolder),
    /// No migration has this number.
    NoMigration(u32),
    /// The snapshot after the last of them is no schema.
    Snapshot(Diagnostics),
}

/// Makes the schema after a migration the one that migrations begin with, and removes it and those
/// before it. Only right for migrations that are applied to every table, which the caller knows.
///
/// # Errors
/// If this is not the number of a migration, or the folder has a problem.
pub fn squash(folder: &MigrationFolder, through: u32) -> Result<Squashed, SquashProblem> {
    let order = folder.consistent_order();
    let order = order.map_err(SquashProblem::Inconsistent)?;
    let is_squashed = |number: u32| number <= through;
    let listed = order.listed().iter().map(|entry| entry.name.clone());
    let names: Vec<_> = listed.filter(|name| is_squashed(name.number())).collect();
    if names.last().map(MigrationName::number) != Some(through) {
        return Err(SquashProblem::NoMigration(through));
    }
    if let Some(Err(problems)) = folder.schemas().at(through) {
        return Err(SquashProblem::Snapshot(problems.clone()));
    }
    let first = folder.files_at(through);
    let first = first.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let first = first.collect();
    let mut after = folder.clone().with_order(&order.squashed_through(through));
    after.snapshots.retain(|number, _| !is_squashed(*number));
    after.snapshots.insert(0, first);
    after.migrations.retain(|it| !is_squashed(it.name.number()));
    let changes = FolderChanges::between(folder, &after);
    Ok(Squashed { names, changes })
}

impl fmt::Display for SquashProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inconsistent(reason) => reason.fmt(f),
            Self::NoMigration(number) => write!(f, "no migration has the number {number:04}"),
            Self::Snapshot(_) => f.write_str("the snapshot after it cannot be used"),
        }
    }
}

impl std::error::Error for SquashProblem {}
