//! A run: its passes, its plan, and the states that it goes through.

mod history;
mod precondition;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use dynamite::engine_support::{ModelDescriptor, TableDescriptor};
use sha2::{Digest, Sha256};

use crate::hash::Hash;
use crate::rewrite::Rewrite;
use crate::table_changes::{TableChange, TableChanges};
use crate::words::words;

pub use history::HistoryEntry;
pub use precondition::Precondition;

/// Longest name of a run. It is part of keys in the control table.
const LONGEST_ID: usize = 200;

/// A migration to carry out.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its name, such as `0007_full_name`.
    pub id: RunId,
    /// Its passes over tables, in order.
    pub passes: Vec<Pass>,
    /// Its plan in a canonical form: the same plan always has the same bytes.
    pub plan: Vec<u8>,
    /// The checksum of its file, so that another name of the same migration is found in the history.
    pub(crate) checksum: Option<String>,
    /// When all items are [surveyed](crate::Survey) before the first of them is changed.
    pub(crate) surveys: Surveys,
    /// `true` if no program runs beside it: the next kind of program may start as soon as it is done.
    pub(crate) is_exclusive: bool,
    /// What is expected of other runs when it begins.
    pub(crate) precondition: Precondition,
    /// Its tables, besides those of its passes.
    pub(crate) tables: Vec<&'static TableDescriptor>,
    /// Its changes of tables.
    pub(crate) table_changes: Arc<TableChanges>,
}

/// When a run surveys all items before it changes the first of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Surveys {
    /// Never.
    #[default]
    Never,
    /// The first time. When it is done again, what older programs have written since is followed.
    BeforeFirst,
    /// Each time that it is done: the items may have been written by newer programs since.
    BeforeEach,
}

impl Run {
    /// Makes a run that changes items without a survey of them.
    pub fn new(id: RunId, passes: Vec<Pass>, plan: Vec<u8>) -> Self {
        Self {
            id,
            passes,
            plan,
            checksum: None,
            surveys: Surveys::Never,
            is_exclusive: false,
            precondition: Precondition::default(),
            tables: Vec::new(),
            table_changes: Arc::default(),
        }
    }

    /// Returns the changes of tables in a direction.
    pub(crate) fn changes_of_tables(&self, direction: Direction) -> &[TableChange] {
        match direction {
            Direction::Up => &self.table_changes.run,
            Direction::Down => &self.table_changes.revert,
            Direction::Contract => &self.table_changes.contract,
        }
    }

    /// Returns the hash of the plan. Processes that disagree about it do not work on one run.
    pub fn plan_hash(&self) -> PlanHash {
        PlanHash::of(&self.plan)
    }
}

/// One pass over all items of a model's table.
#[derive(Clone)]
pub struct Pass {
    /// Its name, for messages.
    pub name: String,
    /// The model whose table is read.
    pub model: &'static ModelDescriptor,
    /// What is done with each item.
    pub rewrite: Arc<dyn Rewrite>,
}

impl fmt::Debug for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pass")
            .field("name", &self.name)
            .field("model", &self.model.name)
            .finish_non_exhaustive()
    }
}

/// The name of a run: letters, digits, `_`, `-` and `.`, such as `0007_full_name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(Arc<str>);

impl RunId {
    /// Makes the name of a run.
    ///
    /// # Errors
    /// If it is empty, longer than 200 characters, or has other characters.
    pub fn new(id: &str) -> Result<Self, BadRunId> {
        let is_allowed = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.');
        if id.is_empty() || id.len() > LONGEST_ID || !id.chars().all(is_allowed) {
            return Err(BadRunId(id.to_owned()));
        }
        Ok(Self(id.into()))
    }

    /// What errors about the history of all runs are about.
    pub(crate) fn of_history() -> Self {
        Self("history".into())
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is not the name of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRunId(String);

impl fmt::Display for BadRunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` cannot be the name of a migration: use 1 to {LONGEST_ID} letters, digits, `_`, \
             `-` or `.`, such as `0007_full_name`",
            self.0
        )
    }
}

impl StdError for BadRunId {}

/// The SHA-256 of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlanHash(Hash);

impl PlanHash {
    /// Returns the hash of a plan.
    pub fn of(plan: &[u8]) -> Self {
        Self(Hash(Sha256::digest(plan).into()))
    }
}

impl fmt::Display for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlanHash({self})")
    }
}

words! {
    /// What a run does with items.
    Direction {
        /// It makes its changes.
        Up = "UP",
        /// It takes them back.
        Down = "DOWN",
        /// It removes what only programs with the former schema read. There is no way back from that.
        Contract = "CONTRACT",
    }
}

words! {
    /// The state of a run, as it is stored.
    Status {
        /// It is recorded and nothing was changed.
        Pending = "PENDING",
        /// It is being carried out, or was interrupted while it was.
        Running = "RUNNING",
        /// Its worker waits, or ended, because its row has the attribute `pause`.
        Paused = "PAUSED",
        /// It ended with an error. It can be resumed.
        Failed = "FAILED",
        /// It is done.
        Applied = "APPLIED",
        /// Its changes are being taken back, or this was interrupted.
        Reverting = "REVERTING",
        /// Its changes were taken back.
        Reverted = "REVERTED",
        /// What only programs with the former schema read is being removed, or this was interrupted.
        Contracting = "CONTRACTING",
        /// What only programs with the former schema read was removed.
        Contracted = "CONTRACTED",
    }
}

impl Status {
    /// Returns `true` while items are changed, or if that was interrupted before it could be said.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Running | Self::Reverting | Self::Contracting)
    }

    /// Returns `true` at the end of a direction.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Applied | Self::Reverted | Self::Contracted)
    }

    /// Returns `true` if all items have what a run makes of them.
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::Applied | Self::Contracting | Self::Contracted)
    }
}

impl Direction {
    /// The status while a run goes in this direction.
    pub(crate) fn under_way(self) -> Status {
        match self {
            Self::Up => Status::Running,
            Self::Down => Status::Reverting,
            Self::Contract => Status::Contracting,
        }
    }

    /// The status at the end of this direction.
    pub(crate) fn done(self) -> Status {
        match self {
            Self::Up => Status::Applied,
            Self::Down => Status::Reverted,
            Self::Contract => Status::Contracted,
        }
    }
}
