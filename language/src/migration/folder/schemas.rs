//! The schemas of snapshots.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::ir::Schema;

/// The schemas of snapshots, each compiled once. Those with problems should not have been edited.
#[derive(Debug)]
pub struct SnapshotSchemas(pub(super) BTreeMap<u32, Result<Schema, Diagnostics>>);

impl SnapshotSchemas {
    /// Returns the schema after the migration with this number; `None` if there is no snapshot until
    /// then.
    pub fn at(&self, number: u32) -> Option<&Result<Schema, Diagnostics>> {
        self.0
            .range(..=number)
            .next_back()
            .map(|(_, schema)| schema)
    }

    /// Returns the schema before the migration with this number.
    pub fn before(&self, number: u32) -> Option<&Result<Schema, Diagnostics>> {
        self.0.range(..number).next_back().map(|(_, schema)| schema)
    }

    /// Returns the schemas that have no problems, the newest first.
    pub(in crate::migration) fn newest_first(&self) -> impl Iterator<Item = &Schema> {
        let newest_first = self.0.values().rev();
        newest_first.filter_map(|schema| schema.as_ref().ok())
    }

    /// Returns the schema after the last migration.
    pub fn last(&self) -> Option<&Result<Schema, Diagnostics>> {
        self.0.last_key_value().map(|(_, schema)| schema)
    }
}
