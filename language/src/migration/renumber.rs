//! Moving the migrations of a branch behind those of another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{
    Checksum, FolderChanges, InconsistentFolder, ListedState, MigrationFile, MigrationFolder,
    MigrationName, Order,
};
use crate::ir::Schema;

/// Migrations of a branch, behind those of another.
#[derive(Clone, Debug)]
pub struct Renumbered {
    /// Those that have another number now: the former name and the new one.
    pub moved: Vec<(MigrationName, MigrationName)>,
    /// What becomes of the folder.
    pub changes: FolderChanges,
}

/// Why migrations are not renumbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenumberProblem {
    /// The other folder has a problem itself.
    Inconsistent(InconsistentFolder),
    /// This migration of the other folder is missing: the branches are not merged yet.
    NotMerged(MigrationName),
    /// This migration does something else in the other folder.
    Differs(MigrationName),
    /// Two migrations that are only in this folder have the same number.
    SameNumber([MigrationName; 2]),
    /// The file of this migration is no YAML.
    Unreadable(MigrationName),
    /// The schema between this migration and the next one is not known: it changes a file of the snapshot
    /// that the other branch has changed as well.
    Entangled(MigrationName, String),
}

/// Moves the migrations that are only in `ours` behind those of `theirs`, which keep their numbers.
/// `after` is the schema after all of them, and becomes the snapshot of the last.
///
/// Snapshots with the numbers of theirs are those of theirs: a merge may have mixed them with ours.
///
/// # Errors
/// If one of the folders has a problem, or the schema between two migrations is not known.
pub fn renumber(
    ours: &MigrationFolder,
    theirs: &MigrationFolder,
    after: &Schema,
) -> Result<Renumbered, RenumberProblem> {
    let order = theirs.consistent_order();
    let order = order.map_err(RenumberProblem::Inconsistent)?;
    are_merged(ours, theirs)?;
    let files = own_migrations(ours, &order)?;
    let fork = fork(ours, theirs, &files);
    let is_in_place = theirs.next_number() <= fork;
    let moved = (theirs.next_number()..).zip(&files).map(|(number, file)| {
        let new = if is_in_place {
            file.name.clone()
        } else {
            file.name.with_number(number)
        };
        (file.name.clone(), new)
    });
    let moved: Vec<_> = moved.collect();
    let mut result = if is_in_place {
        with_missing_snapshots(ours, theirs)
    } else {
        with_snapshots(ours, theirs, &moved, fork, after)?
    };
    let is_theirs = |file: &&MigrationFile| theirs.migrations.iter().any(|it| it.name == file.name);
    let shared = ours.migrations.iter().filter(is_theirs).cloned();
    let own = moved.iter().zip(files);
    let own = own.map(|((_, name), file)| file.renamed(name));
    result.migrations = shared.chain(own).collect();
    let order = with_lines(order, &result.migrations)?;
    let changes = FolderChanges::between(ours, &result.with_order(&order));
    let is_moved = |(former, new): &(MigrationName, _)| former != new;
    let moved = moved.into_iter().filter(is_moved).collect();
    Ok(Renumbered { moved, changes })
}

/// Returns the migrations that are only in ours, which have numbers of their own.
fn own_migrations<'o>(
    ours: &'o MigrationFolder,
    order: &Order,
) -> Result<Vec<&'o MigrationFile>, RenumberProblem> {
    let is_own = |file: &&MigrationFile| order.state(&file.name) == ListedState::Unknown;
    let files: Vec<_> = ours.migrations.iter().filter(is_own).collect();
    let mut pairs = files.windows(2);
    let same = pairs.find(|pair| pair[0].name.number() == pair[1].name.number());
    match same {
        Some(pair) => {
            let both = [pair[0].name.clone(), pair[1].name.clone()];
            Err(RenumberProblem::SameNumber(both))
        }
        None => Ok(files),
    }
}

/// Returns the first number of which ours has something that theirs has not.
fn fork(ours: &MigrationFolder, theirs: &MigrationFolder, files: &[&MigrationFile]) -> u32 {
    let is_same = |(number, files): &(&u32, &_)| theirs.snapshots.get(*number) == Some(*files);
    let snapshot = ours.snapshots.iter().find(|it| !is_same(it));
    let snapshot = snapshot.map(|(number, _)| *number);
    let migration = files.first().map(|file| file.name.number());
    snapshot
        .into_iter()
        .chain(migration)
        .min()
        .unwrap_or(u32::MAX)
}

/// Makes sure that all of theirs is in ours.
fn are_merged(ours: &MigrationFolder, theirs: &MigrationFolder) -> Result<(), RenumberProblem> {
    for file in &theirs.migrations {
        let mut of_ours = ours.migrations.iter();
        let same = of_ours.find(|it| it.name == file.name);
        let same = same.ok_or_else(|| RenumberProblem::NotMerged(file.name.clone()))?;
        let checksum = Checksum::of(&same.text);
        if checksum.is_none() || checksum != Checksum::of(&file.text) {
            return Err(RenumberProblem::Differs(file.name.clone()));
        }
    }
    Ok(())
}

/// The list with a line for each migration.
fn with_lines(mut order: Order, migrations: &[MigrationFile]) -> Result<Order, RenumberProblem> {
    for MigrationFile { name, text, .. } in migrations {
        let checksum = Checksum::of(text);
        let checksum = checksum.ok_or_else(|| RenumberProblem::Unreadable(name.clone()))?;
        order = order.with(name.clone(), checksum);
    }
    Ok(order)
}

/// Returns our folder with the snapshots of theirs that it lacks.
fn with_missing_snapshots(ours: &MigrationFolder, theirs: &MigrationFolder) -> MigrationFolder {
    let mut result = ours.clone();
    for (number, files) in &theirs.snapshots {
        let snapshot = result.snapshots.entry(*number);
        snapshot.or_insert_with(|| files.clone());
    }
    result
}

/// Returns their folder with the snapshots of moved migrations.
fn with_snapshots(
    ours: &MigrationFolder,
    theirs: &MigrationFolder,
    moved: &[(MigrationName, MigrationName)],
    fork: u32,
    after: &Schema,
) -> Result<MigrationFolder, RenumberProblem> {
    let mut result = theirs.clone();
    let Some((last, others)) = moved.split_last() else {
        return Ok(result);
    };
    let changed = theirs.snapshots.range(fork..);
    let changed: BTreeSet<_> = changed.flat_map(|(_, files)| files.keys()).collect();
    let mut since = fork;
    for (former, new) in others {
        let files = own_files(ours, theirs, since..=former.number());
        if let Some(path) = files.keys().find(|path| changed.contains(path)) {
            return Err(RenumberProblem::Entangled(former.clone(), path.clone()));
        }
        result.snapshots.insert(new.number(), files);
        since = former.number().saturating_add(1);
    }
    let number = last.1.number();
    let files = result.changed(after, number);
    result.snapshots.insert(number, files);
    Ok(result)
}

/// The files of our snapshots that are not theirs.
fn own_files(
    ours: &MigrationFolder,
    theirs: &MigrationFolder,
    numbers: std::ops::RangeInclusive<u32>,
) -> BTreeMap<String, String> {
    let mut own = BTreeMap::new();
    for (number, files) in ours.snapshots.range(numbers) {
        let of_theirs = theirs.snapshots.get(number);
        let is_own = |path: &str, text: &str| {
            let of_theirs = of_theirs.and_then(|files| files.get(path));
            of_theirs.is_none_or(|of_theirs| of_theirs != text)
        };
        let files = files.iter().filter(|(path, text)| is_own(path, text));
        own.extend(files.map(|(path, text)| (path.clone(), text.clone())));
    }
    own
}

impl fmt::Display for RenumberProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inconsistent(reason) => reason.fmt(f),
            Self::NotMerged(name) => write!(f, "{name} is missing here"),
            Self::Differs(name) => write!(f, "{name} does something else here"),
            Self::SameNumber([one, other]) => write!(f, "{one} and {other} have the same number"),
            Self::Unreadable(name) => write!(f, "the file of {name} is no YAML"),
            Self::Entangled(name, path) => {
                write!(f, "{name} and the other branch both change {path}")
            }
        }
    }
}

impl std::error::Error for RenumberProblem {}
