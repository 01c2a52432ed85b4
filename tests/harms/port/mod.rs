//! A mapper as it should not be: short ports of what does harm, over the SDK. An entity is the map
//! of its attributes, and a table has the partition key `id`.

mod filtered;
mod keys;
mod reads;
mod relations;
mod tables;
mod transactions;
mod writes;

pub(crate) use filtered::{Index, delete_matching, matching, matching_by_index, projected};
pub(crate) use keys::{
    created_with_default, created_with_key, first_of_partition, queried_by_property,
};
pub(crate) use reads::{decoded, first_rows, found, number, one_of, with_date};
pub(crate) use relations::{chain, children, included, pairs};
pub(crate) use tables::{Global, connected, created_table};
pub(crate) use transactions::{created_if, transacted, transacted_add, transacted_with_hooks};
pub(crate) use writes::{
    Problem, claimed, created, deleted, incremented, put_each, restored, saved, updated,
    updated_by_key,
};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

use crate::support::{Item, item};

/// The item with this key, if it is there.
async fn read(db: &Client, table: &str, key: &AttributeValue) -> Option<Item> {
    let get = db.sdk().get_item().table_name(table);
    let answer = get.key("id", key.clone()).send().await.unwrap();
    answer.item
}

/// Puts the whole item, whatever was there.
async fn put(db: &Client, table: &str, item: Item) {
    let put = db.sdk().put_item().table_name(table).set_item(Some(item));
    put.send().await.unwrap();
}

/// The key of an entity.
fn key(id: &AttributeValue) -> Item {
    item([("id", id.clone())])
}
