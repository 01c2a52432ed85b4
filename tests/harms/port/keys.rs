//! Keys that are taken for less than they are.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{Client, Ulid};

use crate::support::{Item, item};

/// A lookup by partition key alone, as if there were no sort key.
pub(crate) async fn first_of_partition(
    db: &Client,
    table: &str,
    (name, value): (&str, AttributeValue),
) -> Option<Item> {
    let query = db.sdk().query().table_name(table).limit(1);
    let query = query.key_condition_expression("#k = :k");
    let query = query.expression_attribute_names("#k", name);
    let query = query.expression_attribute_values(":k", value);
    query.send().await.unwrap().items.unwrap_or_default().pop()
}

/// A query of an index by the name of the property, not of the stored attribute.
pub(crate) async fn queried_by_property(
    db: &Client,
    table: &str,
    index: &str,
    (name, value): (&str, AttributeValue),
) -> Result<Vec<Item>, String> {
    let query = db.sdk().query().table_name(table).index_name(index);
    let query = query.key_condition_expression("#k = :k");
    let query = query.expression_attribute_names("#k", name);
    let query = query.expression_attribute_values(":k", value);
    let answer = query.send().await.map_err(|error| format!("{error:#?}"))?;
    Ok(answer.items.unwrap_or_default())
}

/// A key that is no ULID is refused.
pub(crate) async fn created_with_key(db: &Client, table: &str, id: &str) -> Result<(), String> {
    id.parse::<Ulid>().map_err(|_| format!("{id} is no id"))?;
    let put = db.sdk().put_item().table_name(table);
    let put = put.set_item(Some(item([("id", AttributeValue::S(id.to_owned()))])));
    put.send()
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

/// What is not given is an empty text, index key or not.
pub(crate) async fn created_with_default(
    db: &Client,
    table: &str,
    mut entity: Item,
    name: &str,
) -> Result<(), String> {
    entity.insert(name.to_owned(), AttributeValue::S(String::new()));
    let put = db.sdk().put_item().table_name(table).set_item(Some(entity));
    put.send()
        .await
        .map(drop)
        .map_err(|error| format!("{error:#?}"))
}
