//! Whether two migrations can be applied in either order.

use std::fmt;

use super::overlap::shared_ever;
use super::{Migration, ModelSteps, TableStep};
use crate::ir::{Model, Schema};

/// An attribute that one of two migrations changes, and the other changes or reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedAttribute {
    /// The model, as the first of them calls it.
    pub model: String,
    /// The field, as one of them calls it.
    pub field: String,
}

impl fmt::Display for SharedAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}.{}`", self.model, self.field)
    }
}

/// Finds out whether two migrations, each with the schema after it, give the same items in either
/// order: neither changes an attribute that the other changes or reads. Only then may one of them be
/// applied after the other although its number is lower.
///
/// # Errors
/// The attributes that they share.
pub fn disjoint(
    one: (&Migration, &Schema),
    other: (&Migration, &Schema),
) -> Result<(), Vec<SharedAttribute>> {
    let mut found = Vec::new();
    for of_one in &one.0.models {
        let model = one.1.model(of_one.after);
        let of_other = other.0.models.iter();
        let same = of_other.filter(|of_other| {
            let of_other = other.1.model(of_other.after);
            may_share_items((one.1, model), (other.1, of_other))
        });
        for field in same.flat_map(|of_other| shared_fields(of_one, of_other)) {
            let model = model.name.clone();
            let attribute = SharedAttribute { model, field };
            if !found.contains(&attribute) {
                found.push(attribute);
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// Returns `true` if two models may have the same items: they have the same name or table. A model is alone
/// in its table.
fn may_share_items(one: (&Schema, &Model), other: (&Schema, &Model)) -> bool {
    let table = |(schema, model): (&Schema, &Model)| schema.table(model.table).name.clone();
    one.1.name == other.1.name || table(one) == table(other)
}

fn shared_fields(one: &ModelSteps, other: &ModelSteps) -> impl Iterator<Item = String> {
    let steps = one.steps.iter();
    let of_items = steps.flat_map(|step| {
        let others = other.steps.iter();
        others.filter_map(|other| shared_ever(step, other))
    });
    let of_tables = shared_by_table(one, other).chain(shared_by_table(other, one));
    of_items.chain(of_tables)
}

/// What the table steps of one change or depend on, and the other changes too.
fn shared_by_table(one: &ModelSteps, other: &ModelSteps) -> impl Iterator<Item = String> {
    one.table_steps.iter().filter_map(|step| {
        let mut others = other.table_steps.iter();
        if others.any(|other| step.is_about_the_same(other) || both_expire(step, other)) {
            return Some(step.name.clone());
        }
        let changed = |attribute| {
            let mut others = other.steps.iter();
            others.find_map(|other| other.name_of_changed(attribute))
        };
        step.attributes().into_iter().find_map(changed)
    })
}

/// Returns `true` if both change the expiry of items. Within a migration, one step may turn it off by an attribute
/// and another on by another; of two migrations, the later one decides.
fn both_expire(one: &TableStep, other: &TableStep) -> bool {
    one.index().is_none() && other.index().is_none()
}
