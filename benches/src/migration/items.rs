//! The items, before and after.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, PutRequest,
    ScalarAttributeType, WriteRequest,
};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use crate::Fallible;

/// The table of the items.
pub const TABLE: &str = "things";

/// Items of a batch, and batches at the same time.
const BATCH: u32 = 25;
const BATCHES: usize = 8;

/// An item as the SDK has it.
pub(super) type Item = HashMap<String, AttributeValue>;

fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

fn id(number: u32) -> String {
    format!("{number:07}")
}

/// The item with this number, before the migration.
fn before(number: u32) -> Item {
    let attributes = [
        ("id", text(id(number))),
        ("name", text(format!("thing number {number}"))),
        ("count", text((number / 7).to_string())),
        ("note", text("small")),
    ];
    attributes
        .map(|(name, value)| (name.to_owned(), value))
        .into()
}

/// What the run makes of it. The former attributes stay until the contract.
fn after(number: u32) -> Item {
    let mut item = before(number);
    item.extend(
        item.get("name")
            .cloned()
            .map(|it| ("full_name".to_owned(), it)),
    );
    let quantity = AttributeValue::N((number / 7).to_string());
    item.insert("quantity".to_owned(), quantity);
    item
}

/// Makes a table whose key is one string.
///
/// # Errors
/// Those of the SDK.
pub async fn create_table(client: &Client, table: &str, key: &str) -> Fallible<()> {
    let definition = AttributeDefinition::builder()
        .attribute_name(key)
        .attribute_type(ScalarAttributeType::S);
    let element = KeySchemaElement::builder()
        .attribute_name(key)
        .key_type(KeyType::Hash);
    let create = client.create_table().table_name(table);
    create
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(definition.build()?)
        .key_schema(element.build()?)
        .send()
        .await?;
    Ok(())
}

/// Makes the table with this many items.
///
/// # Errors
/// Those of the SDK.
pub async fn fill(client: &Client, items: u32) -> Fallible<()> {
    create_table(client, TABLE, "id").await?;
    let batches = (0..items.div_ceil(BATCH)).map(|batch| {
        let first = batch * BATCH;
        store(client, first..items.min(first + BATCH))
    });
    stream::iter(batches)
        .buffer_unordered(BATCHES)
        .try_collect()
        .await
}

async fn store(client: &Client, numbers: std::ops::Range<u32>) -> Fallible<()> {
    let mut writes = Vec::new();
    for number in numbers {
        let put = PutRequest::builder()
            .set_item(Some(before(number)))
            .build()?;
        writes.push(WriteRequest::builder().put_request(put).build());
    }
    let batch = client.batch_write_item().request_items(TABLE, writes);
    let answer = batch.send().await?;
    match answer.unprocessed_items {
        Some(left) if !left.is_empty() => Err("items of a batch were left".into()),
        _ => Ok(()),
    }
}

/// Compares all stored items with what the run makes of this many, and returns how many differ, are missing
/// or are too many.
///
/// # Errors
/// Those of the SDK.
pub async fn differences(client: &Client, items: u32) -> Fallible<usize> {
    let mut model: HashMap<String, Item> = (0..items)
        .map(|number| (id(number), after(number)))
        .collect();
    let mut wrong = 0;
    let mut start = None;
    loop {
        let scan = client.scan().table_name(TABLE).consistent_read(true);
        let page = scan.set_exclusive_start_key(start).send().await?;
        for item in page.items.unwrap_or_default() {
            let id = item.get("id").and_then(|id| id.as_s().ok());
            let expected = id.and_then(|id| model.remove(id));
            wrong += usize::from(expected != Some(item));
        }
        start = page.last_evaluated_key;
        if start.is_none() {
            return Ok(wrong + model.len());
        }
    }
}
