//! Which items a key condition reads, and what a projection leaves of them.

use aws_sdk_dynamodb::types::{BillingMode, KeyType, ScalarAttributeType};
use dynamite::expr::{Expressions, KeyCondition};
use dynamite_testkit::{Engine, Feature};

use super::{TABLE, Table, client, definition, index, item, key, map, n, s};
use crate::model::{labels, name};

/// A table whose index has two partition and two sort key attributes.
async fn with_multi_attribute_index(engine: Engine) -> Table {
    let client = client(&engine);
    let attributes = [
        ("a", KeyType::Hash),
        ("b", KeyType::Hash),
        ("c", KeyType::Range),
    ];
    let mut schema = attributes.map(|(name, kind)| key(name, kind)).to_vec();
    schema.push(key("d", KeyType::Range));
    let definitions = [
        ("id", ScalarAttributeType::S),
        ("a", ScalarAttributeType::S),
    ];
    let mut definitions = definitions
        .map(|(name, kind)| definition(name, kind))
        .to_vec();
    definitions.push(definition("b", ScalarAttributeType::N));
    definitions.push(definition("c", ScalarAttributeType::S));
    definitions.push(definition("d", ScalarAttributeType::N));
    client
        .create_table()
        .table_name(TABLE)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(definitions))
        .key_schema(key("id", KeyType::Hash))
        .global_secondary_indexes(index("by_all", schema))
        .send()
        .await
        .unwrap();
    Table {
        client,
        _engine: engine,
    }
}

impl Table {
    async fn ids(&self, condition: KeyCondition) -> Vec<String> {
        let text = format!("{condition:?}");
        let mut expressions = Expressions::new();
        let condition = expressions.key_condition(condition).unwrap();
        let (names, values) = expressions.finish().unwrap();
        let found = self
            .client
            .query()
            .table_name(TABLE)
            .index_name("by_all")
            .key_condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .send()
            .await;
        match found {
            Ok(found) => found
                .items()
                .iter()
                .map(|item| item["id"].as_s().unwrap().clone())
                .collect(),
            Err(error) => panic!("{text}: {:?}", error.into_service_error()),
        }
    }
}

#[tokio::test]
async fn key_conditions_read_the_items_in_their_range() {
    let engine = Engine::selected().await;
    if engine.lacks(Feature::MultiAttributeKeys) {
        return;
    }
    let table = with_multi_attribute_index(engine).await;
    for (id, c, d) in [
        ("1", "x1", "1"),
        ("2", "x1", "2"),
        ("3", "x2", "1"),
        ("4", "y", "1"),
    ] {
        let keys = [("a", s("t")), ("b", n("7")), ("c", s(c)), ("d", n(d))];
        let mut order = item(keys);
        order.insert("id".to_owned(), s(id));
        table.put(order).await;
    }
    let all = || {
        KeyCondition::new()
            .partition::<String>("a", &"t".to_owned())
            .partition::<u32>("b", &7)
    };
    let text = |text: &str| text.to_owned();
    let x1 = || all().sort_eq::<String>("c", &text("x1"));
    let table_of = [
        (all(), vec!["1", "2", "3", "4"]),
        (x1(), vec!["1", "2"]),
        (x1().sort_eq::<u32>("d", &2), vec!["2"]),
        (x1().sort_lt::<u32>("d", &2), vec!["1"]),
        (x1().sort_le::<u32>("d", &2), vec!["1", "2"]),
        (x1().sort_gt::<u32>("d", &1), vec!["2"]),
        (x1().sort_ge::<u32>("d", &1), vec!["1", "2"]),
        (x1().sort_between::<u32>("d", &2, &9), vec!["2"]),
        (
            all().sort_begins_with::<String>("c", &text("x")),
            vec!["1", "2", "3"],
        ),
        (
            all().sort_begins_with::<String>("c", &String::new()),
            vec!["1", "2", "3", "4"],
        ),
        (all().sort_gt::<String>("c", &text("x2")), vec!["4"]),
    ];
    for (condition, expected) in table_of {
        let shown = format!("{condition:?}");
        assert_eq!(table.ids(condition).await, expected, "{shown}");
    }
}

#[tokio::test]
async fn projections_leave_what_they_name() {
    let table = Table::create().await;
    let labelled = map([("k", s("v")), ("l", s("w"))]);
    table
        .put(item([
            ("id", s("i")),
            ("name", s("n")),
            ("labels", labelled),
        ]))
        .await;
    let mut expressions = Expressions::new();
    let paths = [name().into(), labels().key("k").into()];
    let projection = expressions.projection(&paths, &[]).unwrap();
    let (names, _) = expressions.finish().unwrap();
    let found = table
        .client
        .get_item()
        .table_name(TABLE)
        .key("id", s("i"))
        .projection_expression(projection)
        .set_expression_attribute_names(names)
        .send()
        .await
        .unwrap();
    let expected = item([("name", s("n")), ("labels", map([("k", s("v"))]))]);
    assert_eq!(found.item, Some(expected));
}
