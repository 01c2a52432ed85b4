//! The actions of updates.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::UpdateExpression;

use crate::model::{
    Line, Order, discount, expires, extra, labels, line, lines, name, note, quantity, reserved,
    tags, total,
};
use crate::readable::update;

type Update = UpdateExpression<Order>;

fn none() -> Update {
    Update::new()
}

fn assert_all(table: impl IntoIterator<Item = (Update, &'static str)>) {
    for (tested, expected) in table {
        assert_eq!(update(tested), expected);
    }
}

#[test]
fn attributes_are_set_and_removed() {
    assert_all([
        (none().set(name(), "Ada"), r#"SET name = "Ada""#),
        (none().set(quantity(), 5), "SET quantity = 5"),
        (
            none().set(lines(), vec![line("a", 1)]),
            r#"SET lines = [{count: 1, sku: "a"}]"#,
        ),
        (
            none().set(lines(), [line("a", 1)]),
            r#"SET lines = [{count: 1, sku: "a"}]"#,
        ),
        (none().set(tags(), ["a"]), r#"SET tags = {"a"}"#),
        (
            none().set(labels(), [("k", "v")]),
            r#"SET labels = {k: "v"}"#,
        ),
        (none().remove(note()), "REMOVE note"),
        (none().set_or_remove(note(), Some("x")), r#"SET note = "x""#),
        (none().set_or_remove(note(), None::<&str>), "REMOVE note"),
        (
            none().set_if_absent(note(), "x"),
            r#"SET note = if_not_exists(note, "x")"#,
        ),
        (none().set_to(total(), discount()), "SET total = discount"),
    ]);
}

#[test]
fn numbers_start_at_zero_where_they_are_absent() {
    assert_all([
        (none().add(quantity(), 5), "ADD quantity 5"),
        (none().subtract(quantity(), 5), "ADD quantity -5"),
        (none().subtract(total(), -5), "ADD total 5"),
        (
            none().add(lines().at(0).count(), 5),
            "SET lines[0].count = if_not_exists(lines[0].count, 0) + 5",
        ),
        (
            none().subtract(lines().at(0).count(), 5),
            "SET lines[0].count = if_not_exists(lines[0].count, 0) - 5",
        ),
    ]);
}

#[test]
fn lists_start_empty_where_they_are_absent() {
    assert_all([
        (
            none().append(lines(), [line("a", 1)]),
            r#"SET lines = list_append(if_not_exists(lines, []), [{count: 1, sku: "a"}])"#,
        ),
        (
            none().prepend(lines(), [line("a", 1)]),
            r#"SET lines = list_append([{count: 1, sku: "a"}], if_not_exists(lines, []))"#,
        ),
        (
            none().remove_at(lines(), 3).remove_at(lines(), 1),
            "REMOVE lines[3], lines[1]",
        ),
        (
            none().set(lines().at(2), line("a", 1)),
            r#"SET lines[2] = {count: 1, sku: "a"}"#,
        ),
        (
            none().append(extra().key("log"), ["x"]),
            r#"SET extra.log = list_append(if_not_exists(extra.log, []), ["x"])"#,
        ),
    ]);
}

#[test]
fn sets_gain_and_lose_members() {
    assert_all([
        (none().insert(tags(), ["a", "b"]), r#"ADD tags {"a", "b"}"#),
        (none().discard(tags(), ["a"]), r#"DELETE tags {"a"}"#),
        (
            none().insert(lines().at(0).marks(), ["a"]),
            r#"ADD lines[0].marks {"a"}"#,
        ),
    ]);
}

#[test]
fn an_empty_set_is_removed_instead_of_set() {
    assert_all([(none().set(tags(), BTreeSet::new()), "REMOVE tags")]);
}

#[test]
fn nothing_to_do_is_no_action() {
    let nothing = none()
        .insert(tags(), Vec::<String>::new())
        .discard(tags(), Vec::<String>::new())
        .append(lines(), Vec::<Line>::new())
        .prepend(lines(), Vec::<Line>::new())
        .set_if_absent(tags(), BTreeSet::new());
    assert!(nothing.is_empty());
    assert_eq!(update(nothing), "");
}

#[test]
fn clauses_come_once_each_with_their_actions_in_order() {
    let all = none()
        .discard(tags(), ["x"])
        .add(quantity(), 1)
        .set(name(), "n")
        .remove(note())
        .set(total(), 2)
        .remove(labels().key("k"))
        .subtract(reserved(), 1);
    assert_eq!(
        update(all),
        r#"SET name = "n", total = 2 REMOVE note, labels.k ADD quantity 1, reserved -1 DELETE tags {"x"}"#
    );
}

#[test]
fn encoded_values_are_set_by_name() {
    let seconds = AttributeValue::N("7".to_owned());
    let tested = none().set_encoded("expires", seconds);
    assert!(tested.changes("expires"));
    assert!(!tested.changes("name"));
    assert_eq!(update(tested), "SET expires = 7");
}

#[test]
fn what_lies_on_the_way_to_a_nested_attribute_is_known() {
    let tested = none()
        .set(lines().at(0).sku(), "a")
        .set(lines().at(0).count(), 1)
        .set(name(), "n")
        .remove(labels().key("k"));
    let parents: Vec<_> = tested.parents().iter().map(ToString::to_string).collect();
    assert_eq!(parents, ["lines", "labels", "lines[0]"]);
}

#[test]
fn only_what_comes_to_the_same_twice_is_repeatable() {
    let repeatable = [
        none(),
        none().set(name(), "n"),
        none().set_if_absent(name(), "n"),
        none().set(lines().at(0).sku(), "a"),
        none().set_to(total(), discount()),
        none().remove(note()),
        none().remove(labels().key("k")),
        none().insert(tags(), ["a"]),
        none().discard(tags(), ["a"]),
        none().set_or_remove(expires(), None::<dynamite::types::Timestamp>),
    ];
    for update in repeatable {
        assert!(update.is_repeatable(), "{update:?}");
    }
    let not_repeatable = [
        none().add(quantity(), 1),
        none().subtract(quantity(), 1),
        none().add(lines().at(0).count(), 1),
        none().append(lines(), [line("a", 1)]),
        none().prepend(lines(), [line("a", 1)]),
        none().remove_at(lines(), 0),
        none().set(lines().at(9), line("a", 1)),
        none().set_to(total(), discount()).set(discount(), 1),
        none().set(name(), "n").add(quantity(), 1),
    ];
    for update in not_repeatable {
        assert!(!update.is_repeatable(), "{update:?}");
    }
}

#[test]
fn debug_shows_names_and_no_values() {
    let tested = none()
        .set(name(), "secret")
        .set(labels().key("secret"), "secret")
        .add(quantity(), 4711);
    assert_eq!(
        format!("{tested:?}"),
        "UpdateExpression(SET name = ?, labels.? = ? ADD quantity ?)"
    );
}
