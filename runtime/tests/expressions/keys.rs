//! Key conditions of queries.

use dynamite::codec::Bytes;
use dynamite::expr::KeyCondition;

use crate::readable::key_condition;

fn partition() -> KeyCondition {
    KeyCondition::new().partition::<String>("tenant", &"t".to_owned())
}

fn text(value: &str) -> String {
    value.to_owned()
}

#[test]
fn the_last_sort_key_attribute_may_have_a_range() {
    let table = [
        (partition(), ""),
        (partition().sort_eq::<u32>("at", &5), " AND at = 5"),
        (partition().sort_lt::<u32>("at", &5), " AND at < 5"),
        (partition().sort_le::<u32>("at", &5), " AND at <= 5"),
        (partition().sort_gt::<u32>("at", &5), " AND at > 5"),
        (partition().sort_ge::<u32>("at", &5), " AND at >= 5"),
        (
            partition().sort_between::<u32>("at", &5, &6),
            " AND at BETWEEN 5 AND 6",
        ),
        (
            partition().sort_begins_with::<String>("sku", &text("a")),
            r#" AND begins_with(sku, "a")"#,
        ),
        (
            partition().sort_begins_with::<Bytes>("seal", &vec![1]),
            " AND begins_with(seal, [1])",
        ),
        (
            partition()
                .sort_eq::<String>("a", &text("1"))
                .sort_eq::<u32>("b", &2)
                .sort_gt::<u32>("c", &3),
            r#" AND a = "1" AND b = 2 AND c > 3"#,
        ),
    ];
    for (tested, expected) in table {
        assert_eq!(key_condition(tested), format!(r#"tenant = "t"{expected}"#));
    }
}

#[test]
fn an_empty_prefix_is_left_out() {
    assert_eq!(
        key_condition(partition().sort_begins_with::<String>("sku", &String::new())),
        r#"tenant = "t""#
    );
}

#[test]
fn up_to_four_attributes_make_a_side_of_a_key() {
    let names = ["a", "b", "c", "d", "e"];
    let partitions = |count: usize| {
        names[..count]
            .iter()
            .fold(KeyCondition::new(), |key, name| {
                key.partition::<u32>(name, &1)
            })
    };
    let sorts = |count: usize| {
        names[..count]
            .iter()
            .fold(partition(), |key, name| key.sort_eq::<u32>(name, &1))
    };
    assert_eq!(
        key_condition(partitions(4)),
        "a = 1 AND b = 1 AND c = 1 AND d = 1"
    );
    assert_eq!(
        key_condition(sorts(4)),
        r#"tenant = "t" AND a = 1 AND b = 1 AND c = 1 AND d = 1"#
    );
    let too_many = "error: `e` is one key attribute too many: an index has at most 4 on each side";
    assert_eq!(key_condition(partitions(5)), too_many);
    assert_eq!(key_condition(sorts(5)), too_many);
}

#[test]
fn what_cannot_be_a_key_condition_is_refused() {
    let table = [
        (
            KeyCondition::new(),
            "a query has no partition key: give the value of every partition key attribute",
        ),
        (
            partition().sort_gt::<u32>("a", &1).sort_eq::<u32>("b", &1),
            "a condition on sort key attribute `b` follows a range on `a`, and DynamoDB accepts a range on the last one only: use `eq` on `a`, or a filter",
        ),
        (
            partition().sort_between::<u32>("a", &2, &1),
            "`between` on `a` has its lower bound above the upper one: swap them",
        ),
    ];
    for (tested, expected) in table {
        assert_eq!(key_condition(tested), format!("error: {expected}"));
    }
}

#[test]
fn keys_keep_to_their_limits() {
    let partition_of = |bytes: usize| {
        key_condition(KeyCondition::new().partition::<String>("p", &"x".repeat(bytes)))
    };
    let sort_of =
        |bytes: usize| key_condition(partition().sort_eq::<String>("s", &"x".repeat(bytes)));
    assert!(partition_of(2048).starts_with("p = "));
    assert!(sort_of(1024).contains(" AND s = "));
    for (refused, name, problem) in [
        (partition_of(0), "p", "it is empty"),
        (partition_of(2049), "p", "it is 2049 bytes long"),
        (sort_of(0), "s", "it is empty"),
        (sort_of(1025), "s", "it is 1025 bytes long"),
    ] {
        let expected = format!("error: invalid value for attribute `{name}`: {problem}");
        assert!(refused.starts_with(&expected), "{refused}");
    }
}

#[test]
fn debug_shows_names_and_no_values() {
    assert_eq!(
        format!("{:?}", partition().sort_gt::<u32>("at", &4711)),
        "KeyCondition(tenant = ? AND at > ?)"
    );
}
