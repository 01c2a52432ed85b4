//! Items as entities of the model write them, and as other programs do.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use proptest::prelude::*;

use super::{MODEL, NESTED, m, s};
use crate::item::Attributes;
use crate::model::{Shape, StructShape, shape_of};

fn leaf() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![
        (0..3_u8).prop_map(|number| AttributeValue::N(number.to_string())),
        Just(AttributeValue::Null(true)),
        Just(s("text")),
        Just(AttributeValue::L(vec![m([("z", s("in a list"))])])),
    ]
}

/// Maps with some of these entries.
fn map_of(
    entries: Vec<(&'static str, BoxedStrategy<AttributeValue>)>,
) -> BoxedStrategy<AttributeValue> {
    let entries = entries.into_iter().map(|(name, value)| {
        prop::option::of(value).prop_map(move |value| Some((name.to_owned(), value?)))
    });
    let entries: Vec<_> = entries.collect();
    let maps = entries.prop_map(|entries| entries.into_iter().flatten().collect());
    maps.prop_map(AttributeValue::M).boxed()
}

/// Values of a shape. Those of other programs have undeclared attributes, and may be of another
/// kind.
fn value(shape: Option<Shape>, of_others: bool, depth: usize) -> BoxedStrategy<AttributeValue> {
    let Some(shape) = shape.filter(|_| depth > 0) else {
        return leaf().boxed();
    };
    let structs = |shape: &'static StructShape, tag: Option<(&'static str, &'static str)>| {
        let inside =
            move |name: &&'static str| (*name, value(shape.of(name), of_others, depth - 1));
        let mut entries: Vec<_> = shape.attributes.iter().map(inside).collect();
        if of_others || shape.keeps_unknown {
            entries.extend(["u", "v"].map(|name| (name, leaf().boxed())));
        }
        let maps = map_of(entries);
        let tagged = maps.prop_map(move |map| match (map, tag) {
            (AttributeValue::M(mut entries), Some((name, tag))) => {
                entries.insert(name.to_owned(), s(tag));
                AttributeValue::M(entries)
            }
            (map, _) => map,
        });
        tagged.boxed()
    };
    let maps = match shape {
        Shape::Struct(shape) => structs(shape, None),
        Shape::Union(shape) => {
            let variants = shape.variants.iter();
            let variants = variants.map(|(tag, inside)| structs(inside, Some((shape.tag, tag))));
            prop::strategy::Union::new(variants).boxed()
        }
        Shape::List(element) => {
            prop::collection::vec(value(Some(*element), of_others, depth - 1), 0..2)
                .prop_map(AttributeValue::L)
                .boxed()
        }
        Shape::Map(entry) => map_of(vec![("key", value(Some(*entry), of_others, depth - 1))]),
    };
    if of_others {
        prop_oneof![4 => maps, 1 => leaf()].boxed()
    } else {
        maps
    }
}

pub(super) fn items(of_others: bool) -> impl Strategy<Value = Attributes> {
    let model = MODEL.attributes.iter();
    let known = model.map(|name| (*name, value(shape_of(NESTED, name), of_others, 4)));
    let mut entries: Vec<_> = known.collect();
    if of_others {
        entries.push(("legacy", leaf().boxed()));
    }
    map_of(entries).prop_map(|map| match map {
        AttributeValue::M(mut entries) => {
            entries.insert("id".to_owned(), s("key"));
            entries
        }
        _ => HashMap::new(),
    })
}
