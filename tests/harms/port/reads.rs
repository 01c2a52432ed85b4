//! Reads of everything, and what is made of it in memory.

use dynamite::limits::MAX_EXPRESSION_BYTES;
use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

use crate::support::{Item, s};

/// Every item, page after page.
pub(super) async fn all(db: &Client, table: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut start = None;
    loop {
        let scan = db.sdk().scan().table_name(table);
        let answer = scan.set_exclusive_start_key(start).send().await.unwrap();
        items.extend(answer.items.unwrap_or_default());
        start = answer.last_evaluated_key;
        if start.is_none() {
            return items;
        }
    }
}

/// The first rows: all are read, and the others thrown away.
pub(crate) async fn first_rows(db: &Client, table: &str, limit: usize) -> Vec<Item> {
    let mut items = all(db, table).await;
    items.truncate(limit);
    items
}

/// Rows that are not marked as deleted, which is a question of whether there is an attribute.
pub(crate) async fn found(db: &Client, table: &str, deleted: &str) -> Vec<Item> {
    let items = all(db, table).await.into_iter();
    items.filter(|item| !item.contains_key(deleted)).collect()
}

/// Rows with one of these values: a comparison for each, with a name and a value of its own.
pub(crate) async fn one_of(
    db: &Client,
    table: &str,
    name: &str,
    values: Vec<AttributeValue>,
) -> Result<Vec<Item>, String> {
    let comparison = |place| format!("#{name}_{place} = :{name}_{place}");
    let comparisons: Vec<_> = (0..values.len()).map(comparison).collect();
    let filter = comparisons.join(" OR ");
    // The embedded engine takes longer ones than DynamoDB.
    if filter.len() > MAX_EXPRESSION_BYTES {
        return Err("ValidationException: the expression is too long".to_owned());
    }
    let mut scan = db.sdk().scan().table_name(table).filter_expression(filter);
    for (place, value) in values.into_iter().enumerate() {
        scan = scan.expression_attribute_names(format!("#{name}_{place}"), name);
        scan = scan.expression_attribute_values(format!(":{name}_{place}"), value);
    }
    let answer = scan.send().await.map_err(|error| format!("{error:#?}"))?;
    Ok(answer.items.unwrap_or_default())
}

/// The name of an attribute, and what it is when it is absent.
pub(crate) type Default<'a> = (&'a str, fn() -> String);

/// Rows as objects: what is missing gets its default on the way, and what is wrong fails all.
pub(crate) async fn decoded(
    db: &Client,
    table: &str,
    defaults: &[Default<'_>],
    numbers: &[&str],
) -> Result<Vec<Item>, String> {
    let mut items = all(db, table).await;
    for item in &mut items {
        for (name, default) in defaults {
            let present = item.entry((*name).to_owned());
            present.or_insert_with(|| s(default()));
        }
        for name in numbers {
            item[*name]
                .as_n()
                .map_err(|it| format!("{it:?} is no number"))?;
        }
    }
    Ok(items)
}

/// A number as a float.
pub(crate) fn number(item: &Item, name: &str) -> f64 {
    item[name].as_n().unwrap().parse().unwrap()
}

/// A date is an object without properties of its own, and so becomes an empty map.
pub(crate) fn with_date(entity: &mut Item, name: &str) {
    entity.insert(name.to_owned(), AttributeValue::M(HashMap::new()));
}
