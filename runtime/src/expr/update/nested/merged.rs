//! What a stored value becomes when another is written over it, and nothing unknown is lost.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::model::{Shape, StructShape};
use crate::request::Attributes;

/// Our value, with what its shape does not know of the stored one.
pub(super) fn merged(
    ours: &AttributeValue,
    stored: Option<&AttributeValue>,
    shape: Option<Shape>,
) -> AttributeValue {
    let (AttributeValue::M(ours), Some(AttributeValue::M(stored))) = (ours, stored) else {
        return ours.clone();
    };
    let entries = match shape {
        Some(Shape::Struct(shape)) => merged_entries(ours, stored, shape),
        Some(Shape::Union(shape)) if ours.get(shape.tag) == stored.get(shape.tag) => {
            let tag = ours.get(shape.tag).and_then(|tag| tag.as_s().ok());
            match tag.and_then(|tag| shape.variant(tag)) {
                Some(variant) => merged_entries(ours, stored, variant),
                None => ours.clone(),
            }
        }
        _ => ours.clone(),
    };
    AttributeValue::M(entries)
}

fn merged_entries(ours: &Attributes, stored: &Attributes, shape: &StructShape) -> Attributes {
    let mut merged = stored.clone();
    merged.retain(|name, _| !shape.attributes.contains(&name.as_str()));
    for (name, value) in ours {
        let value = self::merged(value, stored.get(name), shape.of(name));
        merged.insert(name.clone(), value);
    }
    merged
}
