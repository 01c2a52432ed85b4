//! What an update leaves.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use dynamite::expr::{ExpressionKind, Expressions, UpdateExpression};

use super::{Item, TABLE, Table, item, map, n, s, ss};
use crate::model::{
    Order, discount, extra, id, labels, line, lines, name, note, quantity, tags, total,
};

type Update = UpdateExpression<Order>;

impl Table {
    /// Applies an update on the condition that the item is there.
    async fn update(&self, id_text: &str, update: Update) -> Item {
        let text = format!("{update:?}");
        let mut expressions = Expressions::new();
        let update = expressions.update(update).unwrap();
        let condition = expressions
            .condition(ExpressionKind::Condition, id().exists())
            .unwrap();
        let (names, values) = expressions.finish().unwrap();
        let updated = self
            .client
            .update_item()
            .table_name(TABLE)
            .key("id", s(id_text))
            .set_update_expression(update)
            .condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        match updated {
            Ok(answer) => answer.attributes.unwrap_or_default(),
            Err(error) => panic!("{text}: {:?}", error.into_service_error()),
        }
    }
}

fn none() -> Update {
    Update::new()
}

fn list(elements: &[AttributeValue]) -> AttributeValue {
    AttributeValue::L(elements.to_vec())
}

fn line_value(sku: &str, count: &str) -> AttributeValue {
    map([("sku", s(sku)), ("count", n(count))])
}

fn before() -> Item {
    item([
        ("id", s("i")),
        ("name", s("old")),
        ("note", s("old")),
        ("quantity", n("5")),
        ("discount", n("3")),
        ("tags", ss(&["a", "b"])),
        ("lines", list(&[line_value("a", "1"), line_value("b", "2")])),
        ("labels", map([("k", s("v"))])),
    ])
}

/// An update of the item above, the attribute to look at, and what it holds afterwards.
type Case = (Update, &'static str, Option<AttributeValue>);

fn of_scalars() -> Vec<Case> {
    vec![
        (none().set(name(), "new"), "name", Some(s("new"))),
        (none().remove(note()), "note", None),
        (none().set_or_remove(note(), None::<&str>), "note", None),
        (none().set_if_absent(note(), "new"), "note", Some(s("old"))),
        (none().set_if_absent(total(), 1), "total", Some(n("1"))),
        (none().set_to(total(), discount()), "total", Some(n("3"))),
        (none().add(quantity(), 2), "quantity", Some(n("7"))),
        (none().add(total(), 2), "total", Some(n("2"))),
        (none().subtract(quantity(), 2), "quantity", Some(n("3"))),
        (none().subtract(total(), 2), "total", Some(n("-2"))),
        (none().subtract(total(), -2), "total", Some(n("2"))),
        (none().subtract(quantity(), 0), "quantity", Some(n("5"))),
        (none(), "name", Some(s("old"))),
    ]
}

fn of_sets_and_maps() -> Vec<Case> {
    vec![
        (
            none().insert(tags(), ["b", "c"]),
            "tags",
            Some(ss(&["a", "b", "c"])),
        ),
        (none().discard(tags(), ["b", "c"]), "tags", Some(ss(&["a"]))),
        (none().discard(tags(), ["a", "b"]), "tags", None),
        (none().set(tags(), BTreeSet::new()), "tags", None),
        (
            none().set(labels().key("x.y z"), "w"),
            "labels",
            Some(map([("k", s("v")), ("x.y z", s("w"))])),
        ),
        (none().remove(labels().key("k")), "labels", Some(map([]))),
    ]
}

fn of_lists() -> Vec<Case> {
    let (a, b, c) = (
        line_value("a", "1"),
        line_value("b", "2"),
        line_value("c", "3"),
    );
    let ab = [a.clone(), b.clone()];
    let counted = |count| Some(list(&[line_value("a", count), line_value("b", "2")]));
    let mut marked = line_value("a", "1");
    if let AttributeValue::M(entries) = &mut marked {
        entries.insert("marks".to_owned(), ss(&["m"]));
    }
    vec![
        (
            none().append(lines(), [line("c", 3)]),
            "lines",
            Some(list(&[a.clone(), b.clone(), c.clone()])),
        ),
        (
            none().prepend(lines(), [line("c", 3)]),
            "lines",
            Some(list(&[c.clone(), a.clone(), b.clone()])),
        ),
        (
            none().set(lines().at(9), line("c", 3)),
            "lines",
            Some(list(&[a.clone(), b.clone(), c.clone()])),
        ),
        (
            none().set(lines().at(1), line("c", 3)),
            "lines",
            Some(list(&[a.clone(), c])),
        ),
        (
            none().remove_at(lines(), 0),
            "lines",
            Some(list(std::slice::from_ref(&b))),
        ),
        (
            none().remove_at(lines(), 0).remove_at(lines(), 1),
            "lines",
            Some(list(&[])),
        ),
        (none().remove_at(lines(), 9), "lines", Some(list(&ab))),
        (none().add(lines().at(0).count(), 4), "lines", counted("5")),
        (
            none().subtract(lines().at(0).count(), 1),
            "lines",
            counted("0"),
        ),
        (
            none().insert(lines().at(0).marks(), ["m"]),
            "lines",
            Some(list(&[marked, b])),
        ),
        (
            none().append(extra(), ["x"]),
            "extra",
            Some(list(&[s("x")])),
        ),
    ]
}

#[tokio::test]
async fn each_change_leaves_what_it_says() {
    let table = Table::create().await;
    for (update, attribute, expected) in [of_scalars(), of_sets_and_maps(), of_lists()].concat() {
        let text = format!("{update:?}");
        table.put(before()).await;
        let mut after = table.update("i", update).await;
        let mut rest = before();
        let found = after.remove(attribute).map(sorted);
        assert_eq!(found, expected, "{text}");
        rest.remove(attribute);
        assert_eq!(
            after.into_iter().map(sorted_attribute).collect::<Item>(),
            rest,
            "{text}"
        );
    }
}

#[tokio::test]
async fn changes_of_all_kinds_go_together() {
    let table = Table::create().await;
    table.put(before()).await;
    let update = none()
        .set(name(), "new")
        .remove(note())
        .add(quantity(), 1)
        .discard(tags(), ["b"])
        .append(lines(), [line("c", 3)])
        .set(labels().key("k"), "w");
    let after = table.update("i", update).await;
    assert_eq!(after["name"], s("new"));
    assert!(!after.contains_key("note"));
    assert_eq!(after["quantity"], n("6"));
    assert_eq!(after["tags"], ss(&["a"]));
    assert_eq!(after["lines"].as_l().unwrap().len(), 3);
    assert_eq!(after["labels"], map([("k", s("w"))]));
}

/// Sets come back in any order.
fn sorted(value: AttributeValue) -> AttributeValue {
    match value {
        AttributeValue::Ss(mut members) => {
            members.sort();
            AttributeValue::Ss(members)
        }
        value => value,
    }
}

fn sorted_attribute((name, value): (String, AttributeValue)) -> (String, AttributeValue) {
    (name, sorted(value))
}
