//! Merging of a new value with a stored one, keeping undeclared attributes.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::item::Attributes;
use crate::model::{Shape, StructShape, UnionShape};

/// Returns the new value with the stored attributes that its shape does not declare.
pub(super) fn merged(
    ours: &AttributeValue,
    stored: &AttributeValue,
    shape: Shape,
) -> AttributeValue {
    let (AttributeValue::M(entries), AttributeValue::M(stored)) = (ours, stored) else {
        return ours.clone();
    };
    let same_struct = match shape {
        Shape::Struct(shape) => Some(shape),
        Shape::Union(shape) => same_variant(entries, stored, shape),
        Shape::List(_) | Shape::Map(_) => None,
    };
    match same_struct {
        Some(shape) => AttributeValue::M(merged_entries(entries, stored, shape)),
        None => ours.clone(),
    }
}

/// Returns the variant of both values, if it is the same.
fn same_variant(
    ours: &Attributes,
    stored: &Attributes,
    shape: &UnionShape,
) -> Option<&'static StructShape> {
    let tag = ours.get(shape.tag)?;
    let is_same = stored.get(shape.tag) == Some(tag);
    shape.variant(tag.as_s().ok()?).filter(|_| is_same)
}

fn merged_entries(ours: &Attributes, stored: &Attributes, shape: &StructShape) -> Attributes {
    let mut merged = stored.clone();
    merged.retain(|name, _| !shape.attributes.contains(&name.as_str()));
    for (name, value) in ours {
        let value = match (shape.of(name), stored.get(name)) {
            (Some(shape), Some(stored)) => self::merged(value, stored, shape),
            _ => value.clone(),
        };
        merged.insert(name.clone(), value);
    }
    merged
}
