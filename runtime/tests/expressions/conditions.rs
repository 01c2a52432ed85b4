//! Conditions of attributes, and how they are joined.

use std::collections::BTreeSet;

use dynamite::expr::{AttributeKind, Comparison, Condition, ExpressionKind, Expressions};
use dynamite::types::{Decimal, Document, Timestamp};

use crate::model::{
    Order, discount, expires, extra, id, labels, line, lines, name, note, quantity, ratio, seal,
    sizes, tags, total,
};
use crate::readable::condition;

#[track_caller]
fn assert_all(table: impl IntoIterator<Item = (Condition<Order>, &'static str)>) {
    for (tested, expected) in table {
        assert_eq!(condition(tested), expected);
    }
}

#[test]
fn comparisons_compare_an_attribute_with_a_value() {
    assert_all([
        (name().eq("Ada"), r#"name = "Ada""#),
        (name().ne(String::from("Ada")), r#"name <> "Ada""#),
        (quantity().lt(5), "quantity < 5"),
        (quantity().le(5), "quantity <= 5"),
        (quantity().gt(5), "quantity > 5"),
        (ratio().ge(0.5), "ratio >= 0.5"),
        (total().gt(10), "total > 10"),
        (total().gt(Decimal::from(10)), "total > 10"),
        (id().eq("o-1"), r#"id = "o-1""#),
        (expires().lt(Timestamp::UNIX_EPOCH), "expires < 0"),
        (name().between("A", "B"), r#"name BETWEEN "A" AND "B""#),
        (
            lines().at(0).eq(line("a", 1)),
            r#"lines[0] = {count: 1, sku: "a"}"#,
        ),
    ]);
}

#[test]
fn attributes_of_the_same_form_are_compared_with_each_other() {
    assert_all([(
        discount().compare_to(Comparison::Le, &total()),
        "discount <= total",
    )]);
}

#[test]
fn functions_take_what_their_attribute_can_hold() {
    assert_all([
        (name().begins_with("A"), r#"begins_with(name, "A")"#),
        (seal().begins_with(&[1, 2][..]), "begins_with(seal, [1, 2])"),
        (name().contains("da"), r#"contains(name, "da")"#),
        (tags().contains("new"), r#"contains(tags, "new")"#),
        (sizes().contains(5), "contains(sizes, 5)"),
        (
            lines().contains(line("a", 1)),
            r#"contains(lines, {count: 1, sku: "a"})"#,
        ),
        (
            note().attribute_type(AttributeKind::Null),
            r#"attribute_type(note, "NULL")"#,
        ),
        (id().exists(), "attribute_exists(id)"),
        (id().not_exists(), "attribute_not_exists(id)"),
    ]);
}

#[test]
fn sizes_are_compared_with_numbers() {
    assert_all([
        (name().size().eq(1), "size(name) = 1"),
        (name().size().ne(0), "size(name) > 0"),
        (name().size().ne(1), "size(name) < 1 OR size(name) > 1"),
        (tags().size().ne(0), "size(tags) > 0"),
        (lines().size().gt(0), "size(lines) > 0"),
        (seal().size().gt(1), "size(seal) > 1"),
        (extra().size().ge(1), "size(extra) >= 1"),
        (name().size().between(1, 2), "size(name) BETWEEN 1 AND 2"),
    ]);
}

#[test]
fn what_reads_as_empty_has_a_size() {
    assert_all([
        (
            lines().size().lt(5),
            r#"size(lines) < 5 OR attribute_not_exists(lines) OR attribute_type(lines, "NULL")"#,
        ),
        (
            labels().size().between(0, 1),
            r#"size(labels) BETWEEN 0 AND 1 OR attribute_not_exists(labels) OR attribute_type(labels, "NULL")"#,
        ),
        (
            lines().eq(vec![]),
            r#"lines = [] OR attribute_not_exists(lines) OR attribute_type(lines, "NULL")"#,
        ),
        (
            lines().ne(vec![]),
            r#"NOT (lines = [] OR attribute_not_exists(lines) OR attribute_type(lines, "NULL"))"#,
        ),
    ]);
}

#[test]
fn absent_means_that_there_is_no_value_or_null() {
    assert_all([
        (
            note().is_absent(),
            r#"attribute_not_exists(note) OR attribute_type(note, "NULL")"#,
        ),
        (
            note().is_present(),
            r#"attribute_exists(note) AND NOT attribute_type(note, "NULL")"#,
        ),
        (
            labels().key("a").is_absent(),
            r#"attribute_not_exists(labels.a) OR attribute_type(labels.a, "NULL")"#,
        ),
    ]);
}

#[test]
fn an_empty_set_is_compared_as_what_it_is_stored_as() {
    assert_all([
        (
            tags().eq(BTreeSet::new()),
            r#"attribute_not_exists(tags) OR attribute_type(tags, "NULL")"#,
        ),
        (
            tags().ne(BTreeSet::new()),
            r#"attribute_exists(tags) AND NOT attribute_type(tags, "NULL")"#,
        ),
    ]);
}

#[test]
fn paths_reach_into_lists_maps_and_documents() {
    assert_all([
        (lines().at(2).sku().eq("a"), r#"lines[2].sku = "a""#),
        (lines().at(2).exists(), "attribute_exists(lines[2])"),
        (labels().key("a.b c").eq("x"), r#"labels.a.b c = "x""#),
        (
            extra().key("list").at(1).key("deep").eq(true),
            "extra.list[1].deep = true",
        ),
        (extra().key("n").eq(Document::from("x")), r#"extra.n = "x""#),
    ]);
    assert_eq!(lines().at(2).count().to_string(), "lines[2].count");
}

#[test]
fn parentheses_are_written_only_where_they_are_needed() {
    let one = || quantity().eq(1);
    let two = || quantity().eq(2);
    let three = || quantity().eq(3);
    let (x, y, z) = ("quantity = 1", "quantity = 2", "quantity = 3");
    let table = [
        (
            one().and(two()).and(three()),
            format!("{x} AND {y} AND {z}"),
        ),
        (
            one().and(two().and(three())),
            format!("{x} AND {y} AND {z}"),
        ),
        (one().or(two()).or(three()), format!("{x} OR {y} OR {z}")),
        (
            one().or(two()).and(three()),
            format!("({x} OR {y}) AND {z}"),
        ),
        (
            one().and(two().or(three())),
            format!("{x} AND ({y} OR {z})"),
        ),
        (one().and(two()).or(three()), format!("{x} AND {y} OR {z}")),
        (!one(), format!("NOT {x}")),
        (!!one(), x.to_owned()),
        (!(one().and(two())), format!("NOT ({x} AND {y})")),
        ((!one()).and(two()), format!("NOT {x} AND {y}")),
        (!(!one()).or(two()), format!("NOT (NOT {x} OR {y})")),
        (
            Condition::all([one(), two(), three()]),
            format!("{x} AND {y} AND {z}"),
        ),
        (Condition::any([one(), two()]), format!("{x} OR {y}")),
        (Condition::any([one()]), x.to_owned()),
    ];
    for (tested, expected) in table {
        assert_eq!(condition(tested), expected);
    }
}

#[test]
fn is_in_is_split_at_a_hundred_values() {
    for (count, ins) in [(1, 1), (100, 1), (101, 2), (200, 2), (201, 3), (250, 3)] {
        let text = condition(quantity().is_in(0..count));
        let expected = (0..count)
            .collect::<Vec<_>>()
            .chunks(100)
            .map(|chunk| {
                let values: Vec<_> = chunk.iter().map(u32::to_string).collect();
                format!("quantity IN ({})", values.join(", "))
            })
            .collect::<Vec<_>>();
        assert_eq!(expected.len(), ins);
        assert_eq!(text, expected.join(" OR "));
        let negated = condition(!quantity().is_in(0..count));
        assert_eq!(negated.starts_with("NOT ("), ins > 1);
    }
}

#[test]
fn a_name_has_one_placeholder_in_all_expressions_of_a_request() {
    let mut expressions = Expressions::new();
    let filter = name().eq("a").or(name().eq("a")).and(quantity().eq(1));
    let filter = expressions
        .condition(ExpressionKind::Filter, filter)
        .unwrap();
    let projection = expressions.projection(&[], &["quantity", "note"]).unwrap();
    let (names, values) = expressions.finish().unwrap();
    assert_eq!(filter, "(#0 = :0 OR #0 = :1) AND #1 = :2");
    assert_eq!(projection, "#1, #2");
    assert_eq!(names.unwrap().len(), 3);
    assert_eq!(values.unwrap().len(), 3);
}

#[test]
fn without_names_and_values_there_are_no_maps() {
    assert_eq!(Expressions::new().finish().unwrap(), (None, None));
    let mut expressions = Expressions::new();
    expressions
        .condition(ExpressionKind::Condition, id().exists())
        .unwrap();
    let (names, values) = expressions.finish().unwrap();
    assert!(names.is_some());
    assert_eq!(values, None);
}

#[test]
fn debug_shows_names_and_no_values() {
    let condition = name()
        .eq("secret")
        .and(labels().key("secret").eq("secret"))
        .and(quantity().is_in([4711]));
    let text = format!("{condition:?}");
    assert_eq!(
        text,
        "Condition(name = ? AND labels.? = ? AND quantity IN (?))"
    );
}

#[test]
fn fingerprints_are_equal_for_equal_conditions_only() {
    let fingerprint = |condition: Condition<Order>| {
        let mut expressions = Expressions::new();
        let text = expressions
            .condition(ExpressionKind::Filter, condition)
            .unwrap();
        expressions.fingerprint(&[&text])
    };
    let entries = || Document::from_iter(["a", "b", "c", "d"].map(|key| (key, key.into())));
    let conditions: [fn() -> Condition<Order>; 8] = [
        || name().eq("a"),
        || name().ne("a"),
        || name().eq("b"),
        || note().eq("a"),
        || name().eq("a").and(note().eq("b")),
        || name().eq("a\0b"),
        || extra().key("x").eq("1"),
        || extra().key("x").eq(1),
    ];
    for (i, left) in conditions.iter().enumerate() {
        for (j, right) in conditions.iter().enumerate() {
            let equal = fingerprint(left()) == fingerprint(right());
            assert_eq!(equal, i == j, "conditions {i} and {j}");
        }
    }
    let maps = || fingerprint(extra().key("x").eq(entries()));
    assert_eq!(maps(), maps());
}
