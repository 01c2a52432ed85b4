//! For every condition, an access plan loses no items and adds none.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use proptest::prelude::*;

use super::key_path::KeyPath;
use super::{Access, AccessPath, Order, Plan, PlanError, Question, plan};
use crate::expr::{AttributeKind, Condition, Conjunction, Optional};
use crate::item::Attributes;
use crate::model::{
    IndexDescriptor, IndexKind, KeyAttributeDescriptor, KeyKind, ModelDescriptor, Projection,
    TableDescriptor,
};
use crate::path::Path;

const fn key(name: &'static str) -> KeyAttributeDescriptor {
    KeyAttributeDescriptor {
        name,
        kind: KeyKind::String,
    }
}

const fn global(
    name: &'static str,
    partition: &'static [KeyAttributeDescriptor],
    sort: &'static [KeyAttributeDescriptor],
    projection: Projection,
) -> IndexDescriptor {
    IndexDescriptor {
        name,
        kind: IndexKind::Global,
        partition,
        sort,
        projection,
    }
}

static INDEXES: [IndexDescriptor; 5] = [
    global("by_a", &[key("a")], &[key("b")], Projection::All),
    global("by_b", &[key("b")], &[], Projection::KeysOnly),
    global(
        "sparse",
        &[key("a")],
        &[key("x")],
        Projection::Include(&["b"]),
    ),
    global(
        "several",
        &[key("a"), key("b")],
        &[key("p"), key("x")],
        Projection::All,
    ),
    IndexDescriptor {
        name: "local",
        kind: IndexKind::Local,
        partition: &[key("p")],
        sort: &[key("b")],
        projection: Projection::Include(&["y"]),
    },
];

static TABLE: TableDescriptor = TableDescriptor {
    name: "things",
    partition: key("p"),
    sort: Some(key("s")),
    indexes: &INDEXES,
    second_indexes: &[],
    ttl: None,
};

static MODEL: ModelDescriptor =
    ModelDescriptor::new("Thing", &TABLE, &["id", "a", "b", "x", "y"]).may_be_absent(&["x"]);

/// Attributes that every item has, and attributes that may be absent.
const ALWAYS: [&str; 4] = ["p", "s", "a", "b"];
const SOMETIMES: [&str; 2] = ["x", "y"];

fn word() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("k"), Just("kl"), Just("l"), Just("m")]
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        3 => prop::sample::select(&ALWAYS[..]),
        1 => prop::sample::select(&SOMETIMES[..]),
    ]
}

fn handle(name: &'static str) -> Path<(), String, Optional> {
    Path::attribute(name)
}

fn leaf() -> impl Strategy<Value = Condition<()>> {
    prop_oneof![
        6 => (name(), word()).prop_map(|(name, word)| handle(name).eq(word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).ne(word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).lt(word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).le(word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).gt(word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).ge(word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).between("k", word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).begins_with(word)),
        1 => name().prop_map(|name| handle(name).begins_with("")),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).contains(word)),
        1 => (name(), word()).prop_map(|(name, word)| handle(name).is_in([word, "m"])),
        1 => name().prop_map(|name| handle(name).is_present()),
        1 => name().prop_map(|name| handle(name).is_absent()),
        1 => name().prop_map(|name| handle(name).exists()),
        1 => name().prop_map(|name| handle(name).attribute_type(AttributeKind::String)),
        1 => name().prop_map(|name| handle(name).size().gt(1)),
    ]
}

fn condition() -> impl Strategy<Value = Condition<()>> {
    let any = leaf().prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.or(b)),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.and(b)),
            inner.prop_map(|condition| !condition),
        ]
    });
    prop::collection::vec(any, 1..7).prop_map(Condition::all)
}

fn item() -> impl Strategy<Value = Attributes> {
    let always = prop::collection::vec(word(), ALWAYS.len());
    let sometimes = prop::collection::vec(prop::option::of(word()), SOMETIMES.len());
    (always, sometimes).prop_map(|(always, sometimes)| {
        let always = ALWAYS.iter().zip(always.into_iter().map(Some));
        let all = always.chain(SOMETIMES.iter().zip(sometimes));
        all.filter_map(|(name, word)| {
            let value = AttributeValue::S(word?.to_owned());
            Some(((*name).to_owned(), value))
        })
        .collect()
    })
}

fn question(condition: Condition<()>, through: Option<AccessPath>) -> Question {
    Question {
        model: &MODEL,
        condition: Conjunction::of(condition).unwrap(),
        returned: None,
        through,
        may_fetch: true,
        order: Order::Any,
        consistent: false,
    }
}

/// Every access path: the free choice, and each by name.
fn access_paths() -> impl Iterator<Item = Option<AccessPath>> {
    let named = KeyPath::all(&TABLE).map(|path| Some(path.access_path()));
    std::iter::once(None).chain(named)
}

/// Returns the attributes of an item in an access path; `None` if the item is not in the index.
fn seen(path: KeyPath, item: &Attributes) -> Option<Attributes> {
    let mut key = path.partition().iter().chain(path.sort());
    if !key.all(|part| item.contains_key(part.name)) {
        return None;
    }
    let held = item.iter().filter(|(name, _)| path.holds(name));
    Some(
        held.map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}

/// Returns `true` if the plan returns the item.
fn answers(path: &Plan, condition: &Conjunction, item: &Attributes) -> bool {
    let found = match &path.access {
        Access::Keys { keys, .. } => keys.iter().any(|key| {
            key.iter()
                .all(|(name, value)| item.get(name) == Some(value))
        }),
        Access::Query { index, key, .. } => {
            let key_path = KeyPath::of(&TABLE, *index);
            seen(key_path, item).is_some_and(|seen| {
                key.holds(&seen) && path.filter.holds(&seen) && path.checked.holds(&seen)
            })
        }
        Access::Scan { .. } => path.filter.holds(item),
    };
    found && (!path.fetches || condition.holds(item))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_way_answers_with_the_items_for_which_the_condition_holds(
        condition in condition(),
        items in prop::collection::vec(item(), 8),
    ) {
        for through in access_paths() {
            let question = question(condition.clone(), through);
            let path = match plan(&question) {
                Ok(path) => path,
                Err(error) => {
                    let refused = matches!(error, PlanError::AccessPath(_));
                    prop_assert!(refused, "{error:?}");
                    continue;
                }
            };
            for item in &items {
                prop_assert_eq!(
                    answers(&path, &question.condition, item),
                    question.condition.holds(item),
                    "{:?} by {:?}",
                    &path,
                    item
                );
            }
        }
    }

    #[test]
    fn nothing_is_planned_that_dynamodb_refuses(condition in condition()) {
        for through in access_paths() {
            let Ok(path) = plan(&question(condition.clone(), through)) else {
                continue;
            };
            let Access::Query { index, key, .. } = &path.access else {
                continue;
            };
            let key_path = KeyPath::of(&TABLE, *index);
            // One condition for each key attribute, in their order, and none in the filter.
            let names = key_path.partition().iter().chain(key_path.sort()).map(|part| part.name);
            let expected: Vec<_> = names.take(key.nodes().len()).collect();
            prop_assert_eq!(key.attributes(), expected);
            prop_assert!(key.nodes().len() >= key_path.partition().len());
            for attribute in path.filter.attributes() {
                prop_assert!(key_path.holds(attribute) && !key_path.has_in_key(attribute), "{path:?}");
            }
        }
    }
}

fn value(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

#[test]
fn the_more_of_a_key_is_fixed_the_better() {
    let fixed = |names: &[&'static str]| {
        let conditions = names.iter().map(|name| handle(name).eq("k"));
        plan(&question(Condition::all(conditions), None)).unwrap()
    };
    let index = |path: Plan| match path.access {
        Access::Query { index, .. } => index.map(|index| index.name),
        other => panic!("{other:?}"),
    };
    assert_eq!(index(fixed(&["a"])), Some("by_a"));
    assert_eq!(index(fixed(&["p"])), None);
    assert_eq!(index(fixed(&["p", "b"])), Some("local"));
    assert_eq!(index(fixed(&["a", "x"])), Some("sparse"));
    assert_eq!(index(fixed(&["a", "b", "p", "x"])), Some("several"));
}

#[test]
fn keys_are_named_by_equality_and_lists() {
    let both = handle("p").eq("k").and(handle("s").is_in(["k", "l"]));
    let path = plan(&question(both, None)).unwrap();
    let Access::Keys { keys, .. } = path.access else {
        panic!("{path:?}");
    };
    let key = |sort| HashMap::from([("p".to_owned(), value("k")), ("s".to_owned(), value(sort))]);
    assert_eq!(keys, [key("k"), key("l")]);
}
