//! Tables, and the models in each.

use crate::ir::{ModelId, Table, TableId};

/// The tables of a schema while its models are resolved.
#[derive(Default)]
pub(super) struct Tables {
    list: Vec<Table>,
}

impl Tables {
    /// Puts a model into the table that it declares. Each model has a table of its own; a later
    /// check reports two that declare the same one.
    pub(super) fn place(&mut self, model: ModelId, mut table: Table) -> TableId {
        table.models.push(model);
        self.list.push(table);
        TableId(self.list.len() - 1)
    }

    /// Returns all tables, in the order of their first models.
    pub(super) fn into_list(self) -> Vec<Table> {
        self.list
    }
}
