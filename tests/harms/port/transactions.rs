//! Transactions without what makes them one.

use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use dynamite::Client;

use super::{key, put, read};
use crate::support::Item;

/// A transaction of many writes is one after another of 25 each.
pub(crate) async fn transacted(
    db: &Client,
    table: &str,
    key: &str,
    items: Vec<Item>,
) -> Result<(), String> {
    for items in items.chunks(25) {
        let writes = items.iter().map(|item| {
            let put = Put::builder()
                .table_name(table)
                .set_item(Some(item.clone()));
            let put = put.condition_expression("attribute_not_exists(#k)");
            let put = put.expression_attribute_names("#k", key);
            TransactWriteItem::builder()
                .put(put.build().unwrap())
                .build()
        });
        let transaction = db.sdk().transact_write_items();
        let sent = transaction.set_transact_items(Some(writes.collect()));
        sent.send().await.map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// A save in a transaction only remembers the item, and calls the hook after it at once.
pub(crate) async fn transacted_with_hooks(
    db: &Client,
    table: &str,
    key: &str,
    items: Vec<Item>,
    after: impl Fn(usize),
) -> Result<(), String> {
    let mut remembered = Vec::new();
    for (position, item) in items.into_iter().enumerate() {
        remembered.push(item);
        after(position);
    }
    transacted(db, table, key, remembered).await
}

/// A write that depends on another item: that is read first, and nobody looks at it again.
/// `between` is where others come in between.
pub(crate) async fn created_if(
    db: &Client,
    (table, id): (&str, &AttributeValue),
    (name, value): (&str, AttributeValue),
    (into, item): (&str, Item),
    between: impl Future<Output = ()>,
) {
    let other = read(db, table, id).await.unwrap();
    if other.get(name) == Some(&value) {
        between.await;
        put(db, into, item).await;
    }
}

/// A transaction that adds to a number, without anything by which a repetition could be known.
pub(crate) async fn transacted_add(
    db: &Client,
    table: &str,
    id: &AttributeValue,
    (name, amount): (&str, AttributeValue),
) {
    let update = Update::builder()
        .table_name(table)
        .set_key(Some(key(id)))
        .update_expression("ADD #n :n")
        .expression_attribute_names("#n", name)
        .expression_attribute_values(":n", amount);
    let write = TransactWriteItem::builder().update(update.build().unwrap());
    let transaction = db.sdk().transact_write_items();
    let sent = transaction.transact_items(write.build()).send().await;
    sent.unwrap();
}
