//! The list of migrations: `order.sum`.
//!
//! ```text
//! format 1
//! squashed 0001_full_name 9f86d0…
//! 0002_country 60303a…
//! ```
//!
//! Each line names a migration and the checksum of what it does, in the order of their numbers. The list
//! makes two branches that each add a migration conflict in version control, and tells a file that
//! was edited, removed or added without its line.

mod compare;

pub use compare::OrderProblem;

use std::fmt;

use super::{Checksum, MigrationName};

/// The format of the list.
const FORMAT: &str = "format 1";

/// What the line of a squashed migration begins with.
const SQUASHED: &str = "squashed ";

/// What the list says of itself.
const HEADER: &str = "\
# The migrations in their order, each with the checksum of what it does.
# Written by `dynamite-gen migrate`; do not edit. If a merge conflicts here, see `migrate renumber`.
";

/// The list of migrations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Those that were folded into the first snapshot, and have no file any more.
    squashed: Vec<OrderEntry>,
    /// Those that have a file.
    listed: Vec<OrderEntry>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderEntry {
    /// The migration.
    pub name: MigrationName,
    /// The checksum of its file.
    pub checksum: Checksum,
}

/// What a list says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedState<'o> {
    /// It is a migration of the project, with this checksum.
    Listed(&'o Checksum),
    /// It was one, with this checksum, and is part of the first snapshot by now.
    Squashed(&'o Checksum),
    /// Nothing: it belongs to another branch, or was renumbered or removed.
    Unknown,
}

/// A list that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreadableOrder {
    /// A merge has left its marks in this line, from 1.
    Conflict(usize),
    /// This line, from 1, is none of a list.
    Line(usize),
    /// A newer version of Dynamite has written it.
    Newer,
}

impl Order {
    /// Reads a list. Text without a line is an empty one.
    pub(super) fn parse(text: &str) -> Result<Self, UnreadableOrder> {
        let mut order = Self::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = (1..).zip(text.lines().map(str::trim_end));
        let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        match lines.next() {
            None | Some((_, FORMAT)) => {}
            Some((_, line)) if line.starts_with("format ") => return Err(UnreadableOrder::Newer),
            Some((number, line)) => return Err(UnreadableOrder::of(number, line)),
        }
        for (number, line) in lines {
            let (entries, entry) = match line.strip_prefix(SQUASHED) {
                Some(entry) => (&mut order.squashed, entry),
                None => (&mut order.listed, line),
            };
            let entry = OrderEntry::parse(entry);
            entries.push(entry.ok_or_else(|| UnreadableOrder::of(number, line))?);
        }
        Ok(order)
    }

    /// Returns what the list says of a migration.
    pub fn state(&self, name: &MigrationName) -> ListedState<'_> {
        if let Some(checksum) = checksum_of(&self.listed, name) {
            ListedState::Listed(checksum)
        } else if let Some(checksum) = checksum_of(&self.squashed, name) {
            ListedState::Squashed(checksum)
        } else {
            ListedState::Unknown
        }
    }

    /// Returns all lines: those of squashed migrations, then those with a file.
    pub fn entries(&self) -> impl Iterator<Item = &OrderEntry> {
        self.squashed.iter().chain(&self.listed)
    }

    /// Returns the lines of migrations that are squashed.
    pub fn squashed(&self) -> impl Iterator<Item = &OrderEntry> {
        self.squashed.iter()
    }

    /// Returns the lines of migrations that have a file.
    pub fn listed(&self) -> &[OrderEntry] {
        &self.listed
    }

    /// Returns the list with a line for a migration, in place of the one that it may have.
    #[must_use]
    pub fn with(mut self, name: MigrationName, checksum: Checksum) -> Self {
        self.listed.retain(|entry| entry.name != name);
        self.listed.push(OrderEntry { name, checksum });
        self.listed.sort_by(|one, other| one.name.cmp(&other.name));
        self
    }

    /// Returns the list without the line of a migration.
    #[must_use]
    pub fn without(mut self, name: &MigrationName) -> Self {
        self.listed.retain(|entry| entry.name != *name);
        self
    }

    /// Returns the list with the migrations up to a number squashed.
    #[must_use]
    pub(super) fn squashed_through(mut self, number: u32) -> Self {
        let is_squashed = |entry: &OrderEntry| entry.name.number() <= number;
        let (squashed, listed) = self.listed.into_iter().partition(is_squashed);
        self.listed = listed;
        self.squashed.extend::<Vec<_>>(squashed);
        self
    }
}

fn checksum_of<'o>(entries: &'o [OrderEntry], name: &MigrationName) -> Option<&'o Checksum> {
    let mut entries = entries.iter();
    let entry = entries.find(|entry| entry.name == *name)?;
    Some(&entry.checksum)
}

impl OrderEntry {
    fn parse(line: &str) -> Option<Self> {
        let (name, checksum) = line.split_once(' ')?;
        let name = MigrationName::parse(name)?;
        let checksum = Checksum::parse(checksum)?;
        Some(Self { name, checksum })
    }
}

impl UnreadableOrder {
    fn of(number: usize, line: &str) -> Self {
        const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
        if MARKS.iter().any(|mark| line.starts_with(mark)) {
            Self::Conflict(number)
        } else {
            Self::Line(number)
        }
    }
}

/// The text of the file.
impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}{FORMAT}")?;
        for entry in &self.squashed {
            writeln!(f, "{SQUASHED}{} {}", entry.name, entry.checksum)?;
        }
        for entry in &self.listed {
            writeln!(f, "{} {}", entry.name, entry.checksum)?;
        }
        Ok(())
    }
}

impl fmt::Display for UnreadableOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict(line) => write!(f, "a merge has left its marks in line {line}"),
            Self::Line(line) => write!(f, "line {line} is none of a list of migrations"),
            Self::Newer => f.write_str("a newer version of Dynamite has written it"),
        }
    }
}

impl std::error::Error for UnreadableOrder {}
