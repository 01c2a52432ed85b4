//! Relations that are looked for in memory.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

use super::reads::all;
use crate::support::Item;

/// The children of an item: those of all rows of their table whose property holds its key.
pub(crate) async fn children(
    db: &Client,
    table: &str,
    (property, key): (&str, AttributeValue),
) -> Vec<Item> {
    let items = all(db, table).await.into_iter();
    items
        .filter(|item| item.get(property) == Some(&key))
        .collect()
}

/// The pairs of an item: a page of them.
pub(crate) async fn pairs(
    db: &Client,
    table: &str,
    (property, key): (&str, AttributeValue),
) -> Vec<Item> {
    let query = db.sdk().query().table_name(table);
    let query = query
        .key_condition_expression("#p = :k")
        .expression_attribute_names("#p", property)
        .expression_attribute_values(":k", key);
    query.send().await.unwrap().items.unwrap_or_default()
}
