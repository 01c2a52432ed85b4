//! What a schema itself says of what is gone: `renamed_from:` of a field or an index, and `removed:` of a
//! model or a nested type.

use super::draft::{Fields, Hints, path};
use crate::diff::{self, Owner};
use crate::ir::{Field, Model, ModelId, ModelIndex, Schema, Table, TableIndex};
use crate::source::Span;
use crate::yaml::print::{Flow, scalar};

/// Adds what the models of these fields say to what the user says, who has the last word.
pub(super) fn with_declared<'f, 's: 'f>(
    hints: &Hints,
    fields: impl IntoIterator<Item = &'f Fields<'s>>,
) -> Hints {
    let mut all = hints.clone();
    for of in fields {
        let is_known = |hints: &Hints, path: &String| {
            hints.dropped.contains(path) || hints.renamed.iter().any(|(from, _)| from == path)
        };
        for field in &of.removed {
            let path = path(of.owner, field);
            if is_known(hints, &path) {
                continue;
            }
            if let Some(renamed) = renamed(field, &of.added) {
                all.renamed.push((path, renamed.name.clone()));
            } else if is_declared_removed(field, of.owner) {
                all.dropped.push(path);
            }
        }
    }
    all
}

/// Returns the new field that says that it was this one.
fn renamed<'s>(removed: &Field, added: &[&'s Field]) -> Option<&'s Field> {
    let mut added = added.iter().copied();
    added.find(|field| {
        let renaming = field.renaming.as_ref();
        renaming.is_some_and(|renaming| renaming.former == removed.settled_attribute())
    })
}

fn is_declared_removed(field: &Field, owner: Owner<'_>) -> bool {
    let removed = match owner {
        Owner::Model(model) => &model.removed,
        Owner::Type(ty) => &ty.removed,
        Owner::Variant(..) => return false,
    };
    removed
        .iter()
        .any(|attribute| attribute == field.settled_attribute())
}

/// The model on one side of a migration, and its table.
#[derive(Clone, Copy)]
struct Declared<'s> {
    model: &'s Model,
    table: &'s Table,
}

impl<'s> Declared<'s> {
    fn of((schema, id): (&'s Schema, ModelId)) -> Self {
        let model = schema.model(id);
        let table = schema.table(model.table);
        Self { model, table }
    }

    /// Returns the index with this name in DynamoDB.
    fn index(self, name: &str) -> Option<(&'s ModelIndex, &'s TableIndex)> {
        let mut indexes = self.indexes();
        indexes.find(|(_, of_table)| of_table.name == name)
    }

    fn indexes(self) -> impl Iterator<Item = (&'s ModelIndex, &'s TableIndex)> {
        let indexes = self.model.indexes.iter();
        indexes.map(move |index| (index, &self.table.indexes[index.settled]))
    }
}

/// Returns the steps for each index that takes over from another, or why there are none.
pub(super) fn indexes(
    before: (&Schema, ModelId),
    after: (&Schema, ModelId),
) -> Vec<Result<Vec<String>, String>> {
    let (before, after) = (Declared::of(before), Declared::of(after));
    let new = (after.indexes()).filter(|(_, of_table)| before.index(&of_table.name).is_none());
    new.filter_map(|(index, _)| {
        Some(taking_over(
            index,
            index.renamed_from.as_ref()?,
            before,
            after,
        ))
    })
    .collect()
}

/// Returns the indexes of a model that say that they take over from others than there are, with the reason.
/// `earlier` are the same model in the schemas before, the newest first.
pub(super) fn misstated(
    earlier: &[(&Schema, ModelId)],
    after: (&Schema, ModelId),
) -> Vec<(Span, String)> {
    let after = Declared::of(after);
    let renamed = after.indexes().filter_map(|(index, of_table)| {
        let former = index.renamed_from.as_ref()?;
        let mut earlier = earlier.iter().map(|before| Declared::of(*before));
        let before = earlier.find(|before| before.index(&of_table.name).is_none())?;
        let reason = taking_over(index, former, before, after).err()?;
        Some((index.span, reason))
    });
    renamed.collect()
}

fn taking_over(
    index: &ModelIndex,
    former: &str,
    before: Declared<'_>,
    after: Declared<'_>,
) -> Result<Vec<String>, String> {
    let left = |what: &str| {
        format!(
            "the index `{}` takes over from `{former}`, {what}",
            index.name
        )
    };
    let Some((found, of_table)) = before.index(former) else {
        return Err(left("and the schema before has no index of this name"));
    };
    let mut said = after.table.indexes.iter();
    let said = said.find(|it| it.is_former() && it.name == former);
    if said.is_some_and(|said| !diff::is_same_index(of_table, said)) {
        return Err(left(
            "which has another key or projection than this one has with the former attributes",
        ));
    }
    Ok(if found.name == index.name {
        vec![step("replace", &found.name)]
    } else {
        vec![step("add", &index.name), step("drop", &found.name)]
    })
}

fn step(what: &str, index: &str) -> String {
    let mut change = Flow::default();
    change.entry(what, scalar(index));
    format!("index: {change}")
}
