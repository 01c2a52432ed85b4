//! What a schema itself says of fields that are gone: `renamed_from:` of a field, and `removed:` of a
//! model.

use super::draft::{Fields, Hints, path};
use crate::diff::Owner;
use crate::ir::Field;

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
    let Owner::Model(model) = owner else {
        return false;
    };
    let mut removed = model.removed.iter();
    removed.any(|attribute| attribute == field.settled_attribute())
}
