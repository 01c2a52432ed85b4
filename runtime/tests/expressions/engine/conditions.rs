//! Which items a condition holds for.

use std::collections::{BTreeSet, HashSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::{AttributeKind, Comparison, Condition, ExpressionKind, Expressions};
use dynamite::types::Timestamp;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{Item, TABLE, Table, item, map, n, s, ss};
use crate::model::{
    Order, discount, expires, extra, labels, line, lines, name, note, quantity, ratio, seal, sizes,
    tags, total,
};
use crate::random;

fn full() -> Item {
    item([
        ("id", s("full")),
        ("name", s("Ada Lovelace")),
        ("note", s("first")),
        ("quantity", n("5")),
        ("total", n("10")),
        ("discount", n("2.5")),
        ("ratio", n("0.5")),
        ("seal", AttributeValue::B(vec![1, 2, 3].into())),
        ("expires", n("1000")),
        ("tags", ss(&["new", "red"])),
        ("sizes", AttributeValue::Ns(vec!["1".into(), "2".into()])),
        (
            "lines",
            AttributeValue::L(vec![map([("sku", s("a")), ("count", n("1"))])]),
        ),
        ("labels", map([("a.b c", s("x"))])),
        ("extra", map([("list", AttributeValue::L(vec![n("7")]))])),
    ])
}

/// Nothing but a key, and what other programs store for an absent value.
fn bare() -> Item {
    item([("id", s("bare")), ("note", AttributeValue::Null(true))])
}

impl Table {
    async fn matching(&self, condition: Condition<Order>) -> Result<HashSet<String>, String> {
        let text = format!("{condition:?}");
        let mut expressions = Expressions::new();
        let filter = expressions
            .condition(ExpressionKind::Filter, condition)
            .map_err(|error| format!("{text}: {error}"))?;
        let (names, values) = expressions.finish().unwrap();
        let found = self
            .client
            .scan()
            .table_name(TABLE)
            .filter_expression(filter)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .send()
            .await
            .map_err(|error| format!("{text}: {:?}", error.into_service_error()))?;
        let ids = found.items().iter().map(|item| item["id"].as_s().cloned());
        Ok(ids.map(Result::unwrap).collect())
    }
}

/// Conditions that hold for the full item only.
fn for_full() -> Vec<Condition<Order>> {
    vec![
        name().eq("Ada Lovelace"),
        quantity().lt(6),
        quantity().le(5),
        total().gt(9),
        ratio().ge(0.5),
        total().between(10, 11),
        expires().gt(Timestamp::UNIX_EPOCH),
        quantity().is_in([1, 2, 5]),
        quantity().is_in(5..255),
        quantity().is_in((0..150).rev()).and(name().exists()),
        discount().compare_to(Comparison::Lt, &total()),
        name().begins_with("Ada"),
        seal().begins_with(&[1, 2][..]),
        name().contains("Love"),
        tags().contains("red"),
        tags().eq(["new", "red"]),
        sizes().contains(2),
        lines().contains(line("a", 1)),
        lines().at(0).eq(line("a", 1)),
        lines().at(0).sku().eq("a"),
        lines().at(0).exists(),
        labels().key("a.b c").eq("x"),
        extra().key("list").at(0).eq(7),
        name().size().eq(12),
        tags().size().gt(1),
        lines().size().between(1, 1),
        seal().size().lt(4),
        note().is_present(),
        note().attribute_type(AttributeKind::String),
        tags().ne(BTreeSet::new()),
        !quantity().not_exists(),
        !(quantity().ne(5).or(total().ne(10))),
        (quantity().eq(1).or(quantity().eq(5))).and(total().eq(10)),
    ]
}

/// Conditions that hold for the bare item only.
fn for_bare() -> Vec<Condition<Order>> {
    vec![
        quantity().ne(5),
        quantity().not_exists(),
        note().is_absent(),
        note().attribute_type(AttributeKind::Null),
        labels().key("a.b c").is_absent(),
        tags().eq(BTreeSet::new()),
        !(quantity().eq(5)),
        !quantity().is_in(0..200),
    ]
}

#[tokio::test]
async fn conditions_hold_for_the_items_they_describe() {
    let table = Table::create().await;
    table.put(full()).await;
    table.put(bare()).await;
    for (id, conditions) in [("full", for_full()), ("bare", for_bare())] {
        for condition in conditions {
            let text = format!("{condition:?}");
            let found = table.matching(condition).await;
            assert_eq!(found, Ok([id.to_owned()].into()), "{text}");
        }
    }
    let both = quantity().eq(5).or(note().is_absent());
    assert_eq!(table.matching(both).await.unwrap().len(), 2);
    assert_eq!(table.matching(note().exists()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_size_of_text_is_counted_in_utf_16_code_units() {
    let table = Table::create().await;
    table.put(item([("id", s("i")), ("name", s("é😀"))])).await;
    let found = table.matching(name().size().eq(3)).await;
    assert_eq!(found, Ok(["i".to_owned()].into()));
}

#[tokio::test]
async fn any_condition_below_the_limits_is_accepted() {
    let table = Table::create().await;
    table.put(full()).await;
    let mut runner = TestRunner::deterministic();
    let mut accepted = 0;
    for _ in 0..200 {
        let condition = random::tree().new_tree(&mut runner).unwrap().current();
        let rendered = Expressions::new().condition(ExpressionKind::Filter, condition.clone());
        if rendered.is_ok() {
            accepted += 1;
            let found = table.matching(condition).await;
            assert!(found.is_ok(), "{found:?}");
        }
    }
    assert!(
        accepted > 100,
        "only {accepted} of 200 were below the limits"
    );
}
