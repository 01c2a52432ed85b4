//! What `sync` did.

use std::fmt;

/// What [`Client::sync`](crate::Client::sync) did. `Display` says it, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    pub(super) changes: Vec<Change>,
    pub(super) left_out: Vec<LeftOut>,
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

/// What the schema declares and a table lacks, because the table has items, or because it may not
/// be asked whether it has. Table names carry the client's prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what they are called")]
pub enum LeftOut {
    /// A global index: [`Sync::build_indexes`](super::Sync::build_indexes) builds it.
    Index { table: String, index: String },
    /// TTL: [`Sync::enable_ttl`](super::Sync::enable_ttl) turns it on.
    Ttl { table: String, attribute: String },
}

impl SyncReport {
    /// With what was done to another table.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.changes.extend(other.changes);
        self.left_out.extend(other.left_out);
        self
    }

    /// What was changed, table by table. Empty when everything was there.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What is missing and was not made, because the tables have items.
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
