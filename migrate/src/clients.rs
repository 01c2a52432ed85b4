//! Which programs read and write a table while a migration is on its way.

use std::fmt;
use std::str::FromStr;

/// What a program knows of a migration: the phase that its schema says, or none yet, or none any more.
///
/// The order is that in which programs are deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientPhase {
    /// It has the schema before the migration: it reads and writes the former attributes alone.
    Before,
    /// It reads the former attributes, and writes the former and the new ones.
    Expand,
    /// It reads the new attributes, and writes the former and the new ones.
    Switch,
    /// It reads and writes the new attributes, and removes the former ones where it writes.
    Contract,
    /// It has the schema after the migration: it knows the new attributes alone.
    After,
}

impl ClientPhase {
    /// All phases, in their order.
    pub const ALL: [Self; 5] = [
        Self::Before,
        Self::Expand,
        Self::Switch,
        Self::Contract,
        Self::After,
    ];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Expand => "expand",
            Self::Switch => "switch",
            Self::Contract => "contract",
            Self::After => "after",
        }
    }
}

impl fmt::Display for ClientPhase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for ClientPhase {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|phase| phase.word() == word).ok_or(())
    }
}

/// What an operator says of the programs that run. Nothing in a table tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clients {
    /// No program reads or writes the tables until the command has ended.
    None,
    /// Programs run, none older than the first, and none newer than the second, now and since the run
    /// began. `None` is what is not known.
    Between(Option<ClientPhase>, Option<ClientPhase>),
}

impl Clients {
    /// Nothing is known of the programs that run.
    pub const UNKNOWN: Self = Self::Between(None, None);

    /// Returns the phase that the oldest program has at least, if that was said. Without programs there is
    /// none: those of any phase may be started again.
    pub fn oldest(self) -> Option<ClientPhase> {
        match self {
            Self::None => None,
            Self::Between(oldest, _) => oldest,
        }
    }

    /// Returns the phase that the newest program has at most, if that was said.
    pub fn newest(self) -> Option<ClientPhase> {
        match self {
            Self::None => None,
            Self::Between(_, newest) => newest,
        }
    }

    /// Returns `true` if no program reads or writes new attributes alone.
    pub(crate) fn know_former(self) -> bool {
        match self {
            Self::None => true,
            Self::Between(_, newest) => newest.is_some_and(|newest| newest <= ClientPhase::Expand),
        }
    }
}
