//! Which programs read and write a table while a migration is on its way.

use crate::words::words;

words! {
    /// What a program knows of a migration: the phase that its schema says, or none yet, or none any more.
    ///
    /// The order is that in which programs are deployed.
    ClientPhase {
        /// It has the schema before the migration: it reads and writes the former attributes alone.
        Before = "before",
        /// It reads the former attributes, and writes the former and the new ones.
        Expand = "expand",
        /// It reads the new attributes, and writes the former and the new ones.
        Switch = "switch",
        /// It reads and writes the new attributes, and removes the former ones where it writes.
        Contract = "contract",
        /// It has the schema after the migration: it knows the new attributes alone.
        After = "after",
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

    /// Returns the phase that the oldest program has at least, if that was said. When no program runs now,
    /// one of any phase may be started later, so nothing is said of the oldest.
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

    /// Returns `true` if no program is of a later phase.
    pub(crate) fn are_at_most(self, phase: ClientPhase) -> bool {
        match self {
            Self::None => true,
            Self::Between(_, newest) => newest.is_some_and(|newest| newest <= phase),
        }
    }
}
