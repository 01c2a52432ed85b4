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

/// How deep an include goes, and not a step further.
const MAX_DEPTH: usize = 5;

/// An item, what it points to, what that points to, and so on, down to a depth that nobody is told
/// of.
pub(crate) async fn chain(
    db: &Client,
    table: &str,
    (key, pointer): (&str, &str),
    first: AttributeValue,
) -> Vec<Item> {
    let mut chain: Vec<Item> = Vec::new();
    let mut next = Some(first);
    while let Some(value) = next.take()
        && chain.len() <= MAX_DEPTH
    {
        let get = db.sdk().get_item().table_name(table).key(key, value);
        let Some(item) = get.send().await.unwrap().item else {
            break;
        };
        next = item.get(pointer).cloned();
        chain.push(item);
    }
    chain
}

/// The name of a relation, and the table and the property of its items.
pub(crate) type Named<'a> = (&'a str, (&'a str, &'a str));

/// The items of those relations whose names are known: others are passed over.
pub(crate) async fn included(
    db: &Client,
    relations: &[Named<'_>],
    key: AttributeValue,
    names: &[&str],
) -> Vec<Vec<Item>> {
    let mut included = Vec::new();
    for (name, (table, property)) in relations {
        if names.contains(name) {
            included.push(children(db, table, (property, key.clone())).await);
        }
    }
    included
}
