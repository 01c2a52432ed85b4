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

use std::collections::HashMap;

use crate::ir::{Schema, TypeId};
use types::Fit;

/// Returns the differences in what is stored: models in their order, those of each from its key to
/// its indexes, and types after the fields that have them.
pub fn compare<'s>(old: &'s Schema, new: &'s Schema) -> Vec<Change<'s>> {
    let mut comparison = Comparison {
        old,
        new,
        types: HashMap::new(),
        changes: Vec::new(),
    };
    models::compare(&mut comparison);
    comparison.changes
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
    fn add(&mut self, owner: Owner<'s>, kind: Kind<'s>) {
        self.changes.push(Change { owner, kind });
    }
}
