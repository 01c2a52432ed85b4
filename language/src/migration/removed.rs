//! What the contract of a migration removes, and what of other schemas is there.

use std::fmt;

use super::{Migration, ModelSteps, StepKind, TableStep, TableStepKind, Target};
use crate::ir::{Field, Model, Scalar, Schema, TableIndex, Type};

/// What the contract of a migration removes: a field, or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The name of the model, as the schema has it where it would be removed.
    pub model: String,
    /// The name of its table.
    pub table: String,
    /// The path of the field, as the step has it, or the name of the index.
    pub name: String,
    /// The stored names of the attributes on the way to the field, and of its own; `None` for an index.
    pub attributes: Option<Vec<String>>,
}

impl Removed {
    /// Returns `true` if it is an index, which has no values of its own.
    pub fn is_index(&self) -> bool {
        self.attributes.is_none()
    }

    /// Returns `true` if both are the same in the table, whatever their models are called.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.table, &self.name, &self.attributes)
            == (&other.table, &other.name, &other.attributes)
    }
}

impl fmt::Display for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.is_index() { "the index " } else { "" };
        write!(f, "{what}`{}.{}`", self.model, self.name)
    }
}

impl Migration {
    /// Returns the fields of another schema that are stored where the contract removes former ones, and the indexes
    /// of it that the contract drops: it would remove them too. `after` is the schema after this migration.
    pub fn removed_from(&self, after: &Schema, other: &Schema) -> Vec<Removed> {
        let removed = self.models.iter().flat_map(|of_model| {
            let own = after.model(of_model.after);
            let table = &after.table(own.table).name;
            let model = same_model(own, table, other).unwrap_or(own);
            let removed = |name: &str, attributes: Option<&[String]>| Removed {
                model: model.name.clone(),
                table: table.clone(),
                name: name.to_owned(),
                attributes: attributes.map(<[String]>::to_vec),
            };
            let fields = removed_fields(of_model, after, other);
            let fields = fields.map(move |it| removed(&it.path, Some(&it.attributes)));
            let indexes = dropped_indexes(of_model, table, other);
            let indexes = indexes.map(move |(step, ..)| removed(&step.name, None));
            fields.chain(indexes)
        });
        removed.collect()
    }

    /// Returns `true` if the contract drops an index that another schema has under the same name in DynamoDB with
    /// another key or projection: that cannot be built before. `after` is the schema after this migration.
    pub fn drops_another(&self, after: &Schema, other: &Schema) -> bool {
        self.models.iter().any(|of_model| {
            let own = after.model(of_model.after);
            let table = &after.table(own.table).name;
            let mut dropped = dropped_indexes(of_model, table, other);
            dropped.any(|(_, former, now)| !former.is_alike(now))
        })
    }
}

/// The model of another schema on the table of a model, whatever it is called there.
fn same_model<'s>(own: &Model, table: &str, other: &'s Schema) -> Option<&'s Model> {
    let of_table = |it: &&Model| other.table(it.table).name == table;
    let mut models = other.models.iter().filter(of_table);
    let named = models.find(|model| model.name == own.name);
    named.or_else(|| other.models.iter().find(of_table))
}

/// The fields that the contract removes from a model and that another schema stores again.
fn removed_fields<'s>(
    of_model: &'s ModelSteps,
    after: &'s Schema,
    other: &'s Schema,
) -> impl Iterator<Item = &'s Target> {
    let own = after.model(of_model.after);
    let table = &after.table(own.table).name;
    let model = same_model(own, table, other);
    let former = of_model.steps.iter().filter_map(|step| former(&step.kind));
    former.filter(move |former| {
        let is_gone = !former.is_stored_by(after, own);
        is_gone && model.is_some_and(|model| may_be_stored(former, other, model))
    })
}

/// Returns the indexes that the contract drops and a table of another schema has, as both declare them.
fn dropped_indexes<'s>(
    of_model: &'s ModelSteps,
    table: &str,
    other: &'s Schema,
) -> impl Iterator<Item = (&'s TableStep, &'s TableIndex, &'s TableIndex)> {
    let mut tables = other.tables.iter();
    let table = tables.find(|it| it.name == *table);
    of_model.table_steps.iter().filter_map(move |step| {
        let TableStepKind::DropIndex(dropped) = &step.kind else {
            return None;
        };
        let mut indexes = table?.indexes.iter();
        let now = indexes.find(|it| it.name == dropped.name && !it.is_former())?;
        Some((step, dropped, now))
    })
}

/// Returns `true` if a model stores something in the place of a field, or anything may be there: inside JSON,
/// a map, or what a codec makes.
fn may_be_stored(former: &Target, schema: &Schema, model: &Model) -> bool {
    let mut fields = model.fields.as_slice();
    for parent in former.parents() {
        let mut level = fields.iter();
        let Some(field) = level.find(|field| field.settled_attribute() == parent) else {
            break;
        };
        match schema.nested_fields(field) {
            Some(inside) => fields = inside,
            None => return holds_anything(field) || former.is_stored_by(schema, model),
        }
    }
    former.is_stored_by(schema, model)
}

/// Returns `true` if the schema does not say what is inside the values of a field.
fn holds_anything(field: &Field) -> bool {
    let is_open = matches!(
        field.ty,
        Type::Map(_) | Type::Rust(_) | Type::Scalar(Scalar::Json)
    );
    is_open || field.codec.is_some()
}

/// The former field that the contract removes; `None` if it removes none.
fn former(step: &StepKind) -> Option<&Target> {
    match step {
        StepKind::Rename { from, .. } => Some(from),
        StepKind::Drop(dropped) => Some(dropped),
        _ => None,
    }
}
