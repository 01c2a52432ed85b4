//! Consistent reads of items by their keys.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::accepted;
use crate::expr::KeyCondition;
use crate::item::{Stored, StoredItem};
use crate::model::ModelDescriptor;
use crate::request::{self, PageRequest, ReadRequest, ReadTarget};
use crate::transport::Quota;
use crate::write::item::stored;
use crate::{Client, Error};

/// Returns the item with the key of this one as it is stored now; `None` if it is gone.
///
/// # Errors
/// [`Encode`](crate::ErrorKind::Encode) if the key is none, and those of the request.
pub async fn item(
    client: &Client,
    model: &'static ModelDescriptor,
    item: &StoredItem,
) -> Result<Option<StoredItem>, Error> {
    let key = accepted::key(model, item)?;
    let table = client.table_name(model.table.name);
    let stored = stored(client, &table, key).await?;
    Ok(stored.map(StoredItem::new))
}

/// Returns all items with this value of the partition key whose sort key, which is text, begins with a
/// prefix, in the order of the sort key. They have to fit in memory.
///
/// # Errors
/// Those of the requests.
pub async fn partition(
    client: &Client,
    model: &'static ModelDescriptor,
    value: AttributeValue,
    prefix: &str,
) -> Result<Vec<StoredItem>, Error> {
    let table: Arc<str> = client.table_name(model.table.name).into();
    let target = ReadTarget {
        table: &table,
        model,
        index: None,
        selected: None,
        ascending: true,
        consistent: true,
    };
    let key = KeyCondition::new().encoded(model.table.partition.name, value);
    let key = match model.table.sort {
        Some(sort) => key.sort_begins_with::<String>(sort.name, &prefix.to_owned()),
        None => key,
    };
    let request = ReadRequest::query::<super::Untyped>(target, key, None)?;
    let mut page = PageRequest::default();
    let mut items = Vec::new();
    loop {
        let fetched =
            request::read(client, &request, &Stored, page.clone(), Quota::default()).await?;
        if let Some(bad) = fetched.bad.into_iter().next() {
            return Err(bad.into());
        }
        items.extend(fetched.items);
        match fetched.end {
            Some(end) => page.start = Some(end),
            None => return Ok(items),
        }
    }
}
