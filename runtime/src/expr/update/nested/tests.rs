//! Whatever is stored, and whatever an entity holds: after the write, what the model knows is the
//! entity's, and what it does not know is as it was.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use proptest::prelude::*;

use super::merged::merged;
use super::{NeedsItem, Overwrite};
use crate::expr::is_same;
use crate::expr::update::evaluate::evaluate;
use crate::expr::{Condition, ExpressionKind, Expressions};
use crate::model::{
    KeyAttributeDescriptor, ModelDescriptor, NestedAttribute, Shape, StructShape, TableDescriptor,
    UnionShape, shape_of,
};
use crate::request::Attributes;

static TABLE: TableDescriptor = TableDescriptor {
    name: "things",
    partition: KeyAttributeDescriptor::string("id"),
    sort: None,
    indexes: &[],
    ttl: None,
};

/// A type with types inside, one of which it contains by way of a list.
static OUTER: StructShape = StructShape::new(&["x", "inner", "list", "empty", "choice"]).nested(&[
    ("inner", Shape::Struct(&INNER)),
    ("list", Shape::List(&Shape::Struct(&OUTER))),
    ("empty", Shape::Struct(&EMPTY)),
    ("choice", Shape::Union(&CHOICE)),
]);
static INNER: StructShape = StructShape::new(&["x", "y"]).keeping_unknown();
static EMPTY: StructShape = StructShape::new(&[]);
static CHOICE: UnionShape = UnionShape {
    tag: "type",
    variants: &[
        ("a", StructShape::new(&["x"])),
        (
            "b",
            StructShape::new(&["x", "inner"]).nested(&[("inner", Shape::Struct(&INNER))]),
        ),
    ],
};
static NESTED: &[NestedAttribute] = &[
    ("outer", Shape::Struct(&OUTER)),
    ("choice", Shape::Union(&CHOICE)),
    ("map", Shape::Map(&Shape::Struct(&INNER))),
];
static MODEL: ModelDescriptor =
    ModelDescriptor::new("Thing", &TABLE, &["id", "plain", "outer", "choice", "map"])
        .nested(NESTED);

struct Thing;

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn m<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(entries))
}

fn item<const N: usize>(entries: [(&str, AttributeValue); N]) -> Attributes {
    let entries = entries.map(|(name, value)| (name.to_owned(), value));
    entries.into()
}

fn leaf() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![
        (0..3_u8).prop_map(|number| AttributeValue::N(number.to_string())),
        Just(AttributeValue::Null(true)),
        Just(s("text")),
        Just(AttributeValue::L(vec![m([("z", s("in a list"))])])),
    ]
}

/// Maps of some of these entries.
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

/// Values of a shape. Those of others have attributes of which the shape does not know, and may
/// be of another kind.
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

fn items(of_others: bool) -> impl Strategy<Value = Attributes> {
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

/// What a shape knows of a value.
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

/// The attributes that a shape does not know, by paths; in variants, only if they are still the
/// same in the other value.
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

/// What a write makes of an item on which its conditions hold.
fn written(overwrite: &Overwrite, stored: &Attributes) -> Attributes {
    evaluate(overwrite.changes::<Thing>().actions(), stored).unwrap()
}

/// That nothing is lost, and that all of the entity is there.
fn check(ours: &Attributes, stored: &Attributes, after: &Attributes) -> Result<(), TestCaseError> {
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

proptest! {
    #[test]
    fn what_is_known_is_written_and_what_is_unknown_is_kept(
        ours in items(false),
        stored in items(true),
    ) {
        let assumed = Overwrite::of(&MODEL, &ours, None).unwrap();
        let exact = Overwrite::of(&MODEL, &ours, Some(&stored)).unwrap();
        prop_assert!(!exact.is_contradicted_by(&stored));
        check(&ours, &stored, &written(&exact, &stored))?;
        if !assumed.is_contradicted_by(&stored) {
            prop_assert_eq!(written(&assumed, &stored), written(&exact, &stored));
        }
    }

    #[test]
    fn an_item_written_before_takes_no_second_attempt(
        ours in items(false),
        stored in items(true),
    ) {
        let first = Overwrite::of(&MODEL, &ours, Some(&stored)).unwrap();
        let after = written(&first, &stored);
        let again = Overwrite::of(&MODEL, &ours, None).unwrap();
        prop_assert!(!again.is_contradicted_by(&after));
        prop_assert_eq!(written(&again, &after), after);
    }

    #[test]
    fn what_was_worked_out_from_another_item_is_contradicted_or_as_good(
        ours in items(false),
        read in items(true),
        stored in items(true),
    ) {
        let overwrite = Overwrite::of(&MODEL, &ours, Some(&read)).unwrap();
        if !overwrite.is_contradicted_by(&stored) {
            check(&ours, &stored, &written(&overwrite, &stored))?;
        }
    }

    #[test]
    fn all_that_is_sent_can_be_sent_together(ours in items(false), stored in items(true)) {
        for stored in [None, Some(&stored)] {
            let overwrite = Overwrite::of(&MODEL, &ours, stored).unwrap();
            prop_assert!(rendered(&overwrite).is_ok());
        }
    }
}

/// The update and its condition.
fn rendered(overwrite: &Overwrite) -> Result<(String, String), crate::expr::ExpressionError> {
    let mut expressions = Expressions::new();
    let update = expressions.update::<Thing>(overwrite.changes())?;
    let condition = overwrite.premises();
    let condition = condition.map(|it| expressions.condition_node(ExpressionKind::Condition, it));
    Ok((
        update.unwrap_or_default(),
        condition.transpose()?.unwrap_or_default(),
    ))
}

fn described(overwrite: &Overwrite) -> (String, String) {
    let premises = overwrite.premises();
    let condition = premises.map(|node| Condition::<Thing>::new(Ok(node)));
    (
        format!("{:?}", overwrite.changes::<Thing>()),
        condition.map_or_else(String::new, |it| format!("{it:?}")),
    )
}

#[test]
fn a_nested_type_is_written_by_its_paths() {
    let inner = m([("x", s("1")), ("added", s("by a newer program"))]);
    let ours = item([("outer", m([("x", s("2")), ("inner", inner)]))]);
    let (update, condition) = described(&Overwrite::of(&MODEL, &ours, None).unwrap());
    assert_eq!(
        update,
        "UpdateExpression(SET outer.x = ?, outer.inner.x = ?, outer.inner.? = ? REMOVE plain, \
         outer.inner.y, outer.list, outer.empty, outer.choice, choice, map)"
    );
    assert_eq!(condition, "Condition(attribute_type(outer.inner, ?))");
}

#[test]
fn what_is_absent_is_set_as_a_whole() {
    let ours = item([("outer", m([("x", s("1")), ("inner", m([]))]))]);
    let absent = item([]);
    let null = item([("outer", AttributeValue::Null(true))]);
    for stored in [&absent, &null] {
        let overwrite = Overwrite::of(&MODEL, &ours, Some(stored)).unwrap();
        let (update, condition) = described(&overwrite);
        assert_eq!(
            update,
            "UpdateExpression(SET outer = ? REMOVE plain, choice, map)"
        );
        assert_eq!(condition, "Condition(NOT attribute_type(outer, ?))");
    }
    let stored = item([("outer", m([]))]);
    let overwrite = Overwrite::of(&MODEL, &ours, Some(&stored)).unwrap();
    let (update, condition) = described(&overwrite);
    assert!(update.contains("outer.inner = ?"), "{update}");
    assert_eq!(
        condition,
        "Condition(NOT attribute_type(outer.inner, ?) AND attribute_type(outer, ?))"
    );
}

#[test]
fn an_empty_type_is_there_or_made() {
    let ours = item([("outer", m([("empty", m([]))]))]);
    let overwrite = Overwrite::of(&MODEL, &ours, None).unwrap();
    let (update, condition) = described(&overwrite);
    assert!(!update.contains("outer.empty"), "{update}");
    assert_eq!(condition, "Condition(attribute_type(outer.empty, ?))");
    assert!(overwrite.is_contradicted_by(&item([("outer", m([]))])));
}

#[test]
fn a_union_is_written_by_paths_while_it_is_the_same_variant() {
    let variant = |tag: &str| m([("type", s(tag)), ("x", s("1"))]);
    let ours = item([("choice", variant("a"))]);
    let assumed = Overwrite::of(&MODEL, &ours, None).unwrap();
    let (update, condition) = described(&assumed);
    assert!(update.contains("SET choice.x = ? REMOVE"), "{update}");
    assert_eq!(condition, "Condition(choice.type = ?)");

    let other = item([("choice", variant("b"))]);
    assert!(assumed.is_contradicted_by(&other));
    let overwrite = Overwrite::of(&MODEL, &ours, Some(&other)).unwrap();
    let (update, condition) = described(&overwrite);
    assert!(update.contains("SET choice = ? REMOVE"), "{update}");
    assert_eq!(condition, "Condition(choice.type <> ?)");
}

#[test]
fn a_model_without_nested_types_relies_on_nothing() {
    static PLAIN: ModelDescriptor = ModelDescriptor::new("Plain", &TABLE, &["id", "a", "b"]);
    let ours = item([("a", m([("x", s("1"))]))]);
    let overwrite = Overwrite::of(&PLAIN, &ours, None).unwrap();
    let (update, condition) = described(&overwrite);
    assert_eq!(update, "UpdateExpression(SET a = ? REMOVE b)");
    assert_eq!(condition, "");
}

#[test]
fn what_is_longer_than_dynamodb_accepts_is_set_as_a_whole_with_what_was_read() {
    static MANY: StructShape = StructShape::new(&["x"]).keeping_unknown();
    static WIDE: ModelDescriptor = ModelDescriptor::new("Wide", &TABLE, &["id", "wide", "narrow"])
        .nested(&[
            ("wide", Shape::Struct(&MANY)),
            ("narrow", Shape::Struct(&INNER)),
        ]);
    let many = |count: usize| {
        let entries = (0..count).map(|number| (format!("attribute {number}"), s("1")));
        AttributeValue::M(entries.collect())
    };
    let narrow = m([("x", s("1"))]);
    let ours = item([("wide", many(800)), ("narrow", narrow.clone())]);
    assert_eq!(Overwrite::of(&WIDE, &ours, None).err(), Some(NeedsItem));

    let stored = item([("wide", m([("added", s("by others"))])), ("narrow", narrow)]);
    let overwrite = Overwrite::of(&WIDE, &ours, Some(&stored)).unwrap();
    let (update, condition) = rendered(&overwrite).unwrap();
    assert!(
        update.len() < 100 && condition.len() < 100,
        "{update} {condition}"
    );
    let after = evaluate(overwrite.changes::<Thing>().actions(), &stored).unwrap();
    assert_eq!(after["wide"].as_m().unwrap().len(), 801);
    assert!(holds_entity(&WIDE, &ours, &after));
    let changed = item([("wide", m([("added", s("and changed"))]))]);
    assert!(overwrite.is_contradicted_by(&changed));
    let absent = Overwrite::of(&WIDE, &ours, Some(&item([]))).unwrap();
    assert!(rendered(&absent).is_ok());
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

/// Whether a stored item holds what an entity holds, and else only what its model does not know.
fn holds_entity(model: &ModelDescriptor, ours: &Attributes, stored: &Attributes) -> bool {
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
