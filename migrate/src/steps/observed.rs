//! What expressions have read of an item, as conditions: it is still the same when the item is written.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Attribute, AttributeKind, Comparison, Condition, name};
use dynamite_schema::expr::{ReadPath, ReadStep};

use crate::values::Attributes;

/// Holds if what is stored in these paths is what an item has there. What is inside another one is part
/// of its value.
pub(super) fn is_as_read(paths: &BTreeSet<&ReadPath>, item: &Attributes) -> Vec<Condition> {
    let is_inside = |path: &ReadPath| {
        let mut others = paths.iter();
        others.any(|other| other.inside.len() < path.inside.len() && other.overlaps(path))
    };
    let outermost = paths.iter().filter(|path| !is_inside(path));
    let conditions = outermost.map(|path| is_still(&attribute(path), find(path, item)));
    conditions.collect()
}

/// Holds if an attribute is stored as it was.
pub(super) fn is_still(attribute: &Attribute, stored: Option<&AttributeValue>) -> Condition {
    match stored {
        None => attribute.is_absent(),
        Some(AttributeValue::Null(_)) => attribute.is_kind(AttributeKind::Null),
        Some(value) => attribute.compares(Comparison::Eq, value.clone()),
    }
}

fn attribute(path: &ReadPath) -> Attribute {
    let first = Attribute::named(name(&path.attribute));
    path.inside.iter().fold(first, |of, step| match step {
        ReadStep::Member(key) => of.entry(key.clone()),
        ReadStep::Item(position) => of.element(*position as usize),
    })
}

fn find<'i>(path: &ReadPath, item: &'i Attributes) -> Option<&'i AttributeValue> {
    let mut found = item.get(&path.attribute)?;
    for step in &path.inside {
        found = match (step, found) {
            (ReadStep::Member(key), AttributeValue::M(entries)) => entries.get(key)?,
            (ReadStep::Item(position), AttributeValue::L(items)) => {
                items.get(*position as usize)?
            }
            // DynamoDB finds nothing there either.
            _ => return None,
        };
    }
    Some(found)
}
