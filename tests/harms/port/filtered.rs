//! Operations with a filter, which is a comparison for each property that has a value.

use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

use super::deleted;
use crate::support::Item;

/// A property and its value, if it has one.
pub(crate) type Property<'a> = (&'a str, Option<AttributeValue>);

/// Rows that match: a scan, whatever indexes there are.
pub(crate) async fn matching(db: &Client, table: &str, filter: &[Property<'_>]) -> Vec<Item> {
    let mut scan = db.sdk().scan().table_name(table);
    let mut comparisons = Vec::new();
    for (name, value) in filter {
        if let Some(value) = value {
            scan = scan.expression_attribute_names(format!("#{name}"), *name);
            scan = scan.expression_attribute_values(format!(":{name}"), value.clone());
            comparisons.push(format!("#{name} = :{name}"));
        }
    }
    if !comparisons.is_empty() {
        scan = scan.filter_expression(comparisons.join(" AND "));
    }
    scan.send().await.unwrap().items.unwrap_or_default()
}

/// A filtered delete deletes each row that matches, one after another.
pub(crate) async fn delete_matching(db: &Client, table: &str, filter: &[Property<'_>]) -> usize {
    let mut count = 0;
    for item in matching(db, table, filter).await {
        count += deleted(db, table, &item["id"]).await;
    }
    count
}

/// Rows of some attributes only, sorted by one of them: what is not there is equal.
pub(crate) async fn projected(db: &Client, table: &str, names: &[&str], by: &str) -> Vec<Item> {
    let mut items = matching(db, table, &[]).await;
    for item in &mut items {
        item.retain(|name, _| names.contains(&name.as_str()));
    }
    items.sort_by_key(|item| item.get(by).and_then(|it| it.as_n().ok().cloned()));
    items
}

/// An index, and whether it has ever failed.
pub(crate) struct Index {
    name: &'static str,
    is_broken: AtomicBool,
}

impl Index {
    pub(crate) fn new(name: &'static str) -> Self {
        let is_broken = AtomicBool::new(false);
        Self { name, is_broken }
    }
}

/// Rows that match, by an index. When it fails, there seems to be none, from then on.
pub(crate) async fn matching_by_index(
    db: &Client,
    table: &str,
    index: &Index,
    (name, value): (&str, AttributeValue),
) -> Vec<Item> {
    if !index.is_broken.load(Ordering::Relaxed) {
        let query = db.sdk().query().table_name(table).index_name(index.name);
        let query = query.key_condition_expression("#k = :k");
        let query = query.expression_attribute_names("#k", name);
        let query = query.expression_attribute_values(":k", value.clone());
        if let Ok(answer) = query.send().await {
            return answer.items.unwrap_or_default();
        }
        index.is_broken.store(true, Ordering::Relaxed);
    }
    matching(db, table, &[(name, Some(value))]).await
}
