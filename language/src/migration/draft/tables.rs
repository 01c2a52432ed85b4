//! Steps for indexes and the expiry of items: tables are changed by migrations once they hold items.

use super::DraftProblem;
use crate::ir::{IndexKind, Model, ModelId, ModelIndex, Schema, Table, TableIndex};
use crate::yaml::print::scalar;

/// A model on one side of a migration, and its table.
#[derive(Clone, Copy)]
struct Side<'s> {
    schema: &'s Schema,
    id: ModelId,
    model: &'s Model,
    table: &'s Table,
}

impl<'s> Side<'s> {
    fn of((schema, id): (&'s Schema, ModelId)) -> Self {
        let model = schema.model(id);
        Self {
            schema,
            id,
            model,
            table: schema.table(model.table),
        }
    }

    /// The global indexes of the table that this model is the first to declare.
    fn own_indexes(self) -> impl Iterator<Item = (&'s ModelIndex, &'s TableIndex)> {
        let indexes = self.model.indexes.iter();
        let indexes = indexes.map(move |index| (index, &self.table.indexes[index.settled]));
        indexes.filter(move |(index, of_table)| {
            let mut models = self.table.models.iter();
            let declares = |id: &&ModelId| {
                let mut declared = self.schema.model(**id).indexes.iter();
                declared.any(|other| other.settled == index.settled)
            };
            of_table.kind == IndexKind::Global && models.find(declares) == Some(&self.id)
        })
    }

    /// Returns `true` if the table has an index of this name in DynamoDB.
    fn has(self, name: &str) -> bool {
        let mut indexes = self.table.indexes.iter();
        indexes.any(|index| index.name == name && !index.is_former())
    }

    /// Returns `true` if an index of the table takes over from the one of this name.
    fn takes_over(self, name: &str) -> bool {
        let mut models = self.table.models.iter();
        models.any(|id| {
            let mut declared = self.schema.model(*id).indexes.iter();
            declared.any(|index| index.renamed_from.as_deref() == Some(name))
        })
    }

    /// The field of this model by which items expire.
    fn expires_by(self) -> Option<&'s str> {
        let ttl = self.table.ttl.as_ref()?;
        let mut fields = self.model.fields.iter();
        let field = fields.find(|field| field.settled_attribute() == ttl)?;
        Some(&field.name)
    }
}

/// Returns the steps for indexes that are new or gone. Those that take over from others have their own.
pub(super) fn indexes(before: (&Schema, ModelId), after: (&Schema, ModelId)) -> Vec<String> {
    let (before, after) = (Side::of(before), Side::of(after));
    let gone = |index: &TableIndex| !after.has(&index.name) && !after.takes_over(&index.name);
    let replaced = |index: &ModelIndex| {
        let mut former = before.own_indexes();
        former.any(|(former, of_table)| former.name == index.name && gone(of_table))
    };
    let new = after
        .own_indexes()
        .filter(|(index, of_table)| !before.has(&of_table.name) && index.renamed_from.is_none());
    let new: Vec<_> = new.map(|(index, _)| index).collect();
    let added = new.iter().map(|index| {
        let what = if replaced(index) { "replace" } else { "add" };
        step("index", what, &index.name)
    });
    let is_new = |name: &str| new.iter().any(|index| index.name == name);
    let dropped = before
        .own_indexes()
        .filter(|(index, of_table)| gone(of_table) && !is_new(&index.name));
    let dropped = dropped.map(|(index, _)| step("index", "drop", &index.name));
    added.chain(dropped).collect()
}

/// Returns the indexes that have another key or projection under the same name in DynamoDB.
pub(super) fn changed(before: (&Schema, ModelId), after: (&Schema, ModelId)) -> Vec<DraftProblem> {
    let (before, after) = (Side::of(before), Side::of(after));
    let is_changed = |index: &TableIndex| {
        let mut former = before.table.indexes.iter();
        let former = former.find(|it| it.name == index.name && !it.is_former());
        former.is_some_and(|it| it.renaming.is_none() && !it.is_alike(index))
    };
    let changed = after
        .own_indexes()
        .filter(|(_, of_table)| of_table.renaming.is_none() && is_changed(of_table));
    let problems = changed.map(|(index, _)| DraftProblem::ChangedIndex {
        model: after.model.name.clone(),
        index: index.name.clone(),
    });
    problems.collect()
}

/// Returns the steps for the expiry of items, which one field of the table says.
pub(super) fn ttl(before: (&Schema, ModelId), after: (&Schema, ModelId)) -> Vec<String> {
    let (before, after) = (Side::of(before), Side::of(after));
    if before.table.ttl == after.table.ttl {
        return Vec::new();
    }
    let off = before.expires_by().map(|field| step("ttl", "off", field));
    let on = after.expires_by().map(|field| step("ttl", "on", field));
    off.into_iter().chain(on).collect()
}

fn step(kind: &str, what: &str, name: &str) -> String {
    format!("{kind}: {{ {what}: {} }}", scalar(name))
}
