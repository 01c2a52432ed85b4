//! What is wrong between the list of migrations and their files, or an earlier list.

use std::fmt;

use super::{ListedState, Order, OrderEntry};
use crate::migration::{Checksum, MigrationFile, MigrationName};

/// A difference between the list of migrations and their files, or an earlier list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderProblem {
    /// A file does something else than what its line was written for.
    Edited(MigrationName),
    /// A file has no line.
    Unlisted(MigrationName),
    /// A line has no file.
    Missing(MigrationName),
    /// A file is part of the first snapshot already.
    Squashed(MigrationName),
    /// A line stands behind one of a higher number, or behind its own.
    Misplaced(MigrationName),
}

impl Order {
    /// Compares the list with the files. A file that is no YAML has no checksum, and is not compared.
    pub fn compare(&self, files: &[MigrationFile]) -> Vec<OrderProblem> {
        let of_files = files.iter().filter_map(|file| {
            let name = || file.name.clone();
            match (self.state(&file.name), Checksum::of(&file.text)) {
                (ListedState::Unknown, _) => Some(OrderProblem::Unlisted(name())),
                (ListedState::Squashed(_), _) => Some(OrderProblem::Squashed(name())),
                (ListedState::Listed(listed), Some(found)) if *listed != found => {
                    Some(OrderProblem::Edited(name()))
                }
                (ListedState::Listed(_), _) => None,
            }
        });
        let has_file = |entry: &&OrderEntry| files.iter().any(|file| file.name == entry.name);
        let listed = self.listed.iter();
        let missing = listed.filter(|entry| !has_file(entry));
        let missing = missing.map(|entry| OrderProblem::Missing(entry.name.clone()));
        of_files.chain(missing).chain(self.misplaced()).collect()
    }

    fn misplaced(&self) -> impl Iterator<Item = OrderProblem> {
        let entries: Vec<_> = self.entries().collect();
        let pairs = entries.windows(2).filter_map(|pair| match pair {
            [one, other] if one.name >= other.name => {
                Some(OrderProblem::Misplaced(other.name.clone()))
            }
            _ => None,
        });
        pairs.collect::<Vec<_>>().into_iter()
    }

    /// Compares the list with an earlier one: what has become of its lines. Lines at the end of the
    /// earlier list that are missing are not reported: this list may be older in that respect.
    pub fn compare_since(&self, earlier: &Self) -> Vec<OrderProblem> {
        let is_here = |entry: &&OrderEntry| self.state(&entry.name) != ListedState::Unknown;
        let last_of_both = earlier.entries().filter(is_here).last();
        let is_older = |entry: &OrderEntry| last_of_both.is_some_and(|it| entry.name < it.name);
        let problems = earlier.entries().filter_map(|entry| {
            let name = || entry.name.clone();
            match self.state(&entry.name) {
                ListedState::Listed(now) | ListedState::Squashed(now) => {
                    (*now != entry.checksum).then(|| OrderProblem::Edited(name()))
                }
                ListedState::Unknown => is_older(entry).then(|| OrderProblem::Missing(name())),
            }
        });
        problems.collect()
    }
}

impl OrderProblem {
    /// Returns the migration.
    pub fn name(&self) -> &MigrationName {
        match self {
            Self::Edited(name)
            | Self::Unlisted(name)
            | Self::Missing(name)
            | Self::Squashed(name)
            | Self::Misplaced(name) => name,
        }
    }
}

impl fmt::Display for OrderProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        match self {
            Self::Edited(_) => write!(f, "{name} does something else than what order.sum has"),
            Self::Unlisted(_) => write!(f, "{name} is not in order.sum"),
            Self::Missing(_) => write!(f, "{name} is in order.sum, and has no file"),
            Self::Squashed(_) => write!(f, "{name} is squashed, and has a file"),
            Self::Misplaced(_) => write!(f, "the line of {name} in order.sum is not in its place"),
        }
    }
}
