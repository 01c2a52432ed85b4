//! What `sync` did.

use std::fmt;

/// What [`Client::sync`](crate::Client::sync) did. `Display` says it, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    changes: Vec<Change>,
}

/// One thing that was changed. Table names carry the client's prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what they are called")]
pub enum Change {
    /// A table was created, with all its indexes.
    TableCreated { table: String },
    /// A global index was added to a table.
    IndexCreated { table: String, index: String },
    /// TTL was turned on.
    TtlEnabled { table: String, attribute: String },
}

impl SyncReport {
    pub(super) fn new(changes: Vec<Change>) -> Self {
        Self { changes }
    }

    /// What was changed, table by table. Empty when everything was there.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TableCreated { table } => write!(f, "created table {table}"),
            Self::IndexCreated { table, index } => write!(f, "created index {index} of {table}"),
            Self::TtlEnabled { table, attribute } => {
                write!(f, "turned TTL on for {table}, attribute `{attribute}`")
            }
        }
    }
}

impl fmt::Display for SyncReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.changes.is_empty() {
            return f.write_str("tables are as the schema declares them");
        }
        for (position, change) in self.changes.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            change.fmt(f)?;
        }
        Ok(())
    }
}
