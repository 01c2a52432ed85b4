//! Properties of an item after a write.

use aws_sdk_dynamodb::types::AttributeValue;
use proptest::prelude::*;

use super::{MODEL, NESTED, item, m, s};
use crate::expr::is_same;
use crate::expr::update::nested::merged::merged;
use crate::item::Attributes;
use crate::model::{ModelDescriptor, Shape, StructShape, shape_of};

/// Returns the declared part of a value.
fn known(value: &AttributeValue, shape: Option<Shape>) -> AttributeValue {
    match (value, shape) {
        (AttributeValue::M(entries), Some(Shape::Struct(shape))) => {
            known_inside(entries, shape, None)
        }
        (AttributeValue::M(entries), Some(Shape::Union(union))) => {
            let tag = entries.get(union.tag).and_then(|tag| tag.as_s().ok());
            match tag.and_then(|tag| union.variant(tag)) {
                Some(variant) => known_inside(entries, variant, Some(union.tag)),
                None => value.clone(),
            }
        }
        _ => value.clone(),
    }
}

fn known_inside(entries: &Attributes, shape: &StructShape, tag: Option<&str>) -> AttributeValue {
    let is_known = |name: &str| shape.attributes.contains(&name) || tag == Some(name);
    let entries = entries.iter().filter(|(name, _)| is_known(name));
    let entries = entries.map(|(name, value)| (name.clone(), known(value, shape.of(name))));
    AttributeValue::M(entries.collect())
}

/// Collects the undeclared attributes by path; those of variants only if the other value is of the
/// same variant.
fn unknown(
    value: Option<&AttributeValue>,
    other: Option<&AttributeValue>,
    shape: Shape,
    path: &str,
    found: &mut Vec<(String, AttributeValue)>,
) {
    let (Some(AttributeValue::M(entries)), Some(AttributeValue::M(others))) = (value, other) else {
        return;
    };
    let (shape, tag) = match shape {
        Shape::Struct(shape) => (shape, None),
        Shape::Union(union) if entries.get(union.tag) == others.get(union.tag) => {
            let tag = entries.get(union.tag).and_then(|tag| tag.as_s().ok());
            match tag.and_then(|tag| union.variant(tag)) {
                Some(variant) => (variant, Some(union.tag)),
                None => return,
            }
        }
        _ => return,
    };
    for (name, value) in entries {
        let path = format!("{path}.{name}");
        if let Some(shape) = shape.of(name) {
            unknown(Some(value), others.get(name), shape, &path, found);
        } else if !shape.attributes.contains(&name.as_str()) && tag != Some(name) {
            found.push((path, value.clone()));
        }
    }
}

fn all_unknown(item: &Attributes, other: &Attributes) -> Vec<(String, AttributeValue)> {
    let mut found = Vec::new();
    for (name, shape) in NESTED {
        unknown(item.get(*name), other.get(*name), *shape, name, &mut found);
    }
    let undeclared = item.iter();
    let undeclared = undeclared.filter(|(name, _)| !MODEL.attributes.contains(&name.as_str()));
    found.extend(undeclared.map(|(name, value)| (name.clone(), value.clone())));
    found
}

/// Checks that nothing is lost, and that the entity is stored completely.
pub(super) fn check(
    ours: &Attributes,
    stored: &Attributes,
    after: &Attributes,
) -> Result<(), TestCaseError> {
    for name in MODEL.beside_key() {
        let shape = shape_of(NESTED, name);
        let known_of = |item: &Attributes| item.get(name).map(|value| known(value, shape));
        prop_assert_eq!(known_of(after), known_of(ours), "{}", name);
    }
    let kept = all_unknown(after, after);
    for (path, value) in all_unknown(stored, ours) {
        let own = all_unknown(ours, ours);
        let own = own.iter().find(|(own, _)| *own == path);
        let expected = own.map_or(value, |(_, own)| own.clone());
        prop_assert!(kept.contains(&(path.clone(), expected)), "{} is lost", path);
    }
    for (path, value) in all_unknown(ours, ours) {
        prop_assert!(
            kept.contains(&(path.clone(), value)),
            "{} is not written",
            path
        );
    }
    prop_assert!(holds_entity(&MODEL, ours, after));
    Ok(())
}

/// Returns `true` if a stored item has the entity's attributes, and otherwise only undeclared ones.
pub(super) fn holds_entity(
    model: &ModelDescriptor,
    ours: &Attributes,
    stored: &Attributes,
) -> bool {
    let is_held = |name: &&str| match (ours.get(*name), stored.get(*name)) {
        (Some(ours), Some(stored)) => {
            let shape = shape_of(model.nested, name);
            shape.map_or_else(
                || is_same(stored, ours),
                |shape| is_same(stored, &merged(ours, stored, shape)),
            )
        }
        (ours, stored) => ours.is_none() && stored.is_none(),
    };
    model.attributes.iter().all(is_held)
}

#[test]
fn what_is_held_may_have_more_inside() {
    let ours = item([("outer", m([("x", s("1"))]))]);
    let more = item([("outer", m([("x", s("1")), ("added", s("2"))]))]);
    let other = item([("outer", m([("x", s("2"))]))]);
    let known = item([(
        "outer",
        m([("x", s("1")), ("list", AttributeValue::L(vec![]))]),
    )]);
    assert!(holds_entity(&MODEL, &ours, &more));
    assert!(!holds_entity(&MODEL, &ours, &other));
    assert!(!holds_entity(&MODEL, &ours, &known));
}
