//! The loop that is usually written: all items are loaded into memory, changed and stored one after another.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;

use super::items::{Item, TABLE};
use crate::Fallible;

/// Runs to its end, and returns how many items were stored.
///
/// # Errors
/// Those of the SDK, and items that are not as they should be.
pub async fn naive(client: &Client) -> Fallible<u64> {
    let mut stored = 0;
    for mut item in load(client).await? {
        let name = item.get("name").ok_or("no name")?.clone();
        let count = item.get("count").and_then(|count| count.as_s().ok());
        let count: u64 = count.ok_or("no count")?.parse()?;
        item.insert("full_name".to_owned(), name);
        let quantity = AttributeValue::N(count.to_string());
        item.insert("quantity".to_owned(), quantity);
        let put = client.put_item().table_name(TABLE);
        put.set_item(Some(item)).send().await?;
        stored += 1;
    }
    Ok(stored)
}

async fn load(client: &Client) -> Fallible<Vec<Item>> {
    let mut items = Vec::new();
    let mut start = None;
    loop {
        let scan = client.scan().table_name(TABLE);
        let page = scan.set_exclusive_start_key(start).send().await?;
        items.extend(page.items.unwrap_or_default());
        start = page.last_evaluated_key;
        if start.is_none() {
            return Ok(items);
        }
    }
}
