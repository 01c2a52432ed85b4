//! Fields that are gone and fields that are new, and what is said of them.

use super::{DraftProblem, Hints};
use crate::diff::{self, Kind, Owner};
use crate::ir::{Field, ModelId, Schema};

/// The fields that are gone, and those that are new: of a model, or of a type inside it.
pub(in crate::migration) struct Fields<'s> {
    pub(in crate::migration) owner: Owner<'s>,
    pub(in crate::migration) removed: Vec<&'s Field>,
    pub(in crate::migration) added: Vec<&'s Field>,
}

/// Returns the fields of a model and of the types inside it that are gone or new.
pub(super) fn fields<'s>(
    before: &'s Schema,
    after: &'s Schema,
    ids: (ModelId, ModelId),
) -> Vec<Fields<'s>> {
    let mut all: Vec<Fields<'s>> = Vec::new();
    for change in diff::compare_model((before, ids.0), (after, ids.1)) {
        let (removed, added) = match change.kind {
            Kind::FieldRemoved(field) => (Some(field), None),
            Kind::FieldAdded(field) => (None, Some(field)),
            _ => continue,
        };
        let owner = change.owner;
        let name = owner.to_string();
        match all.iter_mut().find(|it| it.owner.to_string() == name) {
            Some(fields) => {
                fields.removed.extend(removed);
                fields.added.extend(added);
            }
            None => all.push(Fields {
                owner,
                removed: removed.into_iter().collect(),
                added: added.into_iter().collect(),
            }),
        }
    }
    all
}

/// A field as hints name it: `User.name`, `Payment.card.holder`.
pub(in crate::migration) fn path(owner: Owner<'_>, field: &Field) -> String {
    format!("{owner}.{}", field.name)
}

impl Hints {
    /// Returns the field that a new field was called before.
    pub(super) fn former(&self, owner: Owner<'_>, field: &Field) -> Option<&String> {
        let mut renamed = self.renamed.iter();
        let prefix = format!("{owner}.");
        let found = renamed.find(|(from, to)| *to == field.name && from.starts_with(&prefix));
        found.map(|(from, _)| from)
    }

    /// Returns those that are not about a field that is gone, and, if it is renamed, one that is new.
    pub(super) fn unfit(&self, fields: &[&Fields<'_>]) -> Vec<DraftProblem> {
        let is_gone = |hint: &str| {
            fields.iter().find(|of| {
                let mut removed = of.removed.iter();
                removed.any(|field| path(of.owner, field) == hint)
            })
        };
        let dropped = self.dropped.iter().filter_map(|field| {
            let reason = "the field is not gone";
            is_gone(field).is_none().then(|| (field.clone(), reason))
        });
        let renamed = self.renamed.iter().filter_map(|(from, to)| {
            let hint = format!("{from}={to}");
            let Some(of) = is_gone(from) else {
                return Some((hint, "the former field is not gone"));
            };
            let is_new = of.added.iter().any(|field| field.name == *to);
            let reason = match of.owner {
                Owner::Model(_) => "the model has no new field of this name",
                Owner::Type(_) => "the type has no new field of this name",
                Owner::Variant(..) => "the variant has no new field of this name",
            };
            (!is_new).then_some((hint, reason))
        });
        let unfit = dropped.chain(renamed);
        let unfit = unfit.map(|(hint, reason)| DraftProblem::UnfitHint {
            hint,
            reason: reason.to_owned(),
        });
        unfit.collect()
    }
}
