//! The report of `sync`.

use std::fmt;

/// The result of [`Client::sync`](crate::Client::sync). `Display` prints one line for each entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    pub(super) changes: Vec<Change>,
    pub(super) left_out: Vec<LeftOut>,
}

/// A change that was made. Table names include the client's prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what they are called")]
pub enum Change {
    /// A table was created, with all its indexes.
    TableCreated { table: String },
    /// A global index was added to a table.
    IndexCreated { table: String, index: String },
    /// TTL was enabled.
    TtlEnabled { table: String, attribute: String },
}

/// A declared index or TTL that a table lacks, because it has items, or because that could not be
/// checked. Table names include the client's prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what they are called")]
pub enum LeftOut {
    /// A global index: [`Sync::build_indexes`](super::Sync::build_indexes) builds it.
    Index { table: String, index: String },
    /// TTL: [`Sync::enable_ttl`](super::Sync::enable_ttl) enables it.
    Ttl { table: String, attribute: String },
}

impl SyncReport {
    /// Adds the report of another table.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.changes.extend(other.changes);
        self.left_out.extend(other.left_out);
        self
    }

    /// Returns the changes, table by table. Empty if everything existed already.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Returns what is missing and was not created, because the tables have items.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
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

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index { table, index } => write!(
                f,
                "index {index} of {table} is missing, and the table has items or may not be scanned: building it takes time \
                 and money, which `build_indexes()` allows"
            ),
            Self::Ttl { table, attribute } => write!(
                f,
                "TTL of {table}, attribute `{attribute}`, is off, and the table has items or may not be scanned: turning it on \
                 deletes what has expired, which `enable_ttl()` allows"
            ),
        }
    }
}

impl fmt::Display for SyncReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changes = self.changes.iter().map(ToString::to_string);
        let left_out = self.left_out.iter().map(ToString::to_string);
        let lines: Vec<_> = changes.chain(left_out).collect();
        if lines.is_empty() {
            return f.write_str("tables are as the schema declares them");
        }
        f.write_str(&lines.join("\n"))
    }
}
