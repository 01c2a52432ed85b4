//! Changes of tables: their indexes, and the expiry of items.
//!
//! A change is made by requests that say what the table has to become. Between two of them the table is
//! looked at, and says what is left to do: so a change may be made by several processes one after
//! another, and be asked for again after an answer that never came.

mod checks;
mod next;
mod of_migration;

use std::fmt;

use dynamite::engine_support::{IndexDescriptor, TableDescriptor};

pub(crate) use checks::Checks;
pub(crate) use next::{Next, Seen};

/// A change of a table.
#[derive(Clone, Debug)]
pub(crate) struct TableChange {
    /// The table, with no index but the one that is changed.
    pub(crate) table: &'static TableDescriptor,
    /// What is done.
    pub(crate) kind: TableChangeKind,
    /// `true` if it takes back what the run has done, and is left out if the run did not.
    pub(crate) is_way_back: bool,
}

/// What is done to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableChangeKind {
    /// An index is built.
    AddIndex(&'static IndexDescriptor),
    /// An index is removed.
    DropIndex(&'static IndexDescriptor),
    /// Items expire by this attribute.
    TtlOn(&'static str),
    /// Items do not expire by this attribute any more.
    TtlOff(&'static str),
}

/// The changes of tables that belong to a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableChanges {
    /// What is done after the passes of the run.
    pub(crate) run: Vec<TableChange>,
    /// What takes that back, before the inverse passes.
    pub(crate) revert: Vec<TableChange>,
    /// What is done before the passes of the contract.
    pub(crate) contract: Vec<TableChange>,
}

impl TableChange {
    /// Returns the change that takes this one back.
    pub(crate) fn way_back(&self) -> Self {
        use TableChangeKind as K;
        let kind = match self.kind {
            K::AddIndex(index) => K::DropIndex(index),
            K::DropIndex(index) => K::AddIndex(index),
            K::TtlOn(attribute) => K::TtlOff(attribute),
            K::TtlOff(attribute) => K::TtlOn(attribute),
        };
        Self {
            kind,
            is_way_back: true,
            ..self.clone()
        }
    }

    /// What is recorded once the run makes the change. It is part of the format of the control table.
    pub(crate) fn mark(&self) -> String {
        use TableChangeKind as K;
        let table = self.table.name;
        match self.kind {
            K::AddIndex(index) => format!("{table}#add_index#{}", index.name),
            K::DropIndex(index) => format!("{table}#drop_index#{}", index.name),
            K::TtlOn(attribute) => format!("{table}#ttl_on#{attribute}"),
            K::TtlOff(attribute) => format!("{table}#ttl_off#{attribute}"),
        }
    }
}

impl fmt::Display for TableChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table.name;
        match self.kind {
            TableChangeKind::AddIndex(index) => {
                write!(f, "add index {} of table {table}", index.name)
            }
            TableChangeKind::DropIndex(index) => {
                write!(f, "drop index {} of table {table}", index.name)
            }
            TableChangeKind::TtlOn(attribute) => {
                write!(f, "turn TTL of table {table} on, by `{attribute}`")
            }
            TableChangeKind::TtlOff(attribute) => {
                write!(
                    f,
                    "turn TTL of table {table} off, which is by `{attribute}`"
                )
            }
        }
    }
}
