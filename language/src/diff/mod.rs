//! Compares two schemas: what becomes of stored items, and of programs that still run, if the
//! second takes the place of the first.
//!
//! Things are paired by what they are in DynamoDB, so that names of Rust may change: models by name
//! or table, fields by attribute, types by the fields that have them, indexes by their name in
//! DynamoDB.

mod change;
mod effect;
mod fields;
mod models;
mod pairs;
mod scalars;
mod text;
mod types;

pub use change::{Change, FieldChange, IndexChange, Kind, Owner};
pub use effect::Effect;
pub(crate) use effect::reads_absent;

use std::collections::HashMap;

use crate::ir::{Field, ModelId, Schema, TableIndex, TypeId};
use types::Fit;

/// Returns the differences in what is stored: models in their order, those of each from its key to
/// its indexes, and types after the fields that have them.
pub fn compare<'s>(old: &'s Schema, new: &'s Schema) -> Vec<Change<'s>> {
    let mut comparison = Comparison::of(old, new);
    models::compare(&mut comparison);
    comparison.changes
}

/// Returns the models that are in both schemas.
pub fn models_of_both(old: &Schema, new: &Schema) -> Vec<(ModelId, ModelId)> {
    let pairs = models::pairs(old, new).both;
    pairs.into_iter().map(|(old, new)| (old.0, new.0)).collect()
}

/// Returns the differences of one model, and of the types inside its fields.
pub fn compare_model<'s>(
    (old, old_model): (&'s Schema, ModelId),
    (new, new_model): (&'s Schema, ModelId),
) -> Vec<Change<'s>> {
    let mut comparison = Comparison::of(old, new);
    let models = (old.model(old_model), new.model(new_model));
    models::model(&mut comparison, models.0, models.1);
    comparison.changes
}

/// Returns `true` if every stored value of one field is a value of another, in the same stored form.
pub(crate) fn is_read_as(old: &Schema, field: &Field, new: &Schema, as_field: &Field) -> bool {
    let mut comparison = Comparison::of(old, new);
    let fit = types::fit(&mut comparison, &field.ty, &as_field.ty);
    let mut inside = comparison.changes.iter();
    let is_same_codec = fields::codec(field) == fields::codec(as_field);
    is_same_codec && fit != Fit::Other && inside.all(|change| change.effect() != Effect::Stranded)
}

/// Returns `true` if two indexes differ in their names at most.
pub(crate) fn is_same_index(old: &TableIndex, new: &TableIndex) -> bool {
    models::difference(old, new).is_none()
}

/// Two schemas, and the differences that are found so far.
struct Comparison<'s> {
    old: &'s Schema,
    new: &'s Schema,
    /// The types that are compared already, each with the one that has taken its place.
    types: HashMap<(TypeId, TypeId), Fit>,
    changes: Vec<Change<'s>>,
}

impl<'s> Comparison<'s> {
    fn of(old: &'s Schema, new: &'s Schema) -> Self {
        Self {
            old,
            new,
            types: HashMap::new(),
            changes: Vec::new(),
        }
    }

    fn add(&mut self, owner: Owner<'s>, kind: Kind<'s>) {
        self.changes.push(Change { owner, kind });
    }
}
