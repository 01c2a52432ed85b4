//! Stored items as the SDK has them, which is what the engine holds.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

pub(crate) type Item = HashMap<String, AttributeValue>;

pub(crate) fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

#[expect(clippy::needless_pass_by_value, reason = "literals are passed")]
pub(crate) fn s(text: impl ToString) -> AttributeValue {
    AttributeValue::S(text.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "literals are passed")]
pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn b(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

pub(crate) fn ss<const N: usize>(members: [&str; N]) -> AttributeValue {
    AttributeValue::Ss(members.map(str::to_owned).to_vec())
}

pub(crate) fn ns<const N: usize>(members: [&str; N]) -> AttributeValue {
    AttributeValue::Ns(members.map(str::to_owned).to_vec())
}

pub(crate) fn bs<const N: usize>(members: [&[u8]; N]) -> AttributeValue {
    AttributeValue::Bs(members.map(Blob::new).to_vec())
}

#[expect(clippy::needless_pass_by_value, reason = "literals are passed")]
pub(crate) fn l<const N: usize>(elements: [AttributeValue; N]) -> AttributeValue {
    AttributeValue::L(elements.to_vec())
}

pub(crate) fn m<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(entries))
}

/// The item with this key, as it is stored. Members of sets are put in order, since engines
/// return them in any.
pub(crate) async fn stored<const N: usize>(
    db: &Client,
    table: &str,
    key: [(&str, AttributeValue); N],
) -> Option<Item> {
    let answer = db
        .sdk()
        .get_item()
        .table_name(table)
        .set_key(Some(item(key)))
        .consistent_read(true)
        .send()
        .await
        .unwrap();
    answer.item.map(in_order)
}

/// All items of a table, which has to be small.
pub(crate) async fn stored_all(db: &Client, table: &str) -> Vec<Item> {
    let scan = db.sdk().scan().table_name(table).consistent_read(true);
    let answer = scan.send().await.unwrap();
    assert!(answer.last_evaluated_key.is_none(), "more than a page");
    answer
        .items
        .unwrap_or_default()
        .into_iter()
        .map(in_order)
        .collect()
}

/// Stores an item as another program might have.
pub(crate) async fn raw_put(db: &Client, table: &str, item: Item) {
    let put = db.sdk().put_item().table_name(table).set_item(Some(item));
    put.send().await.unwrap();
}

/// Deletes an item behind the repository's back.
pub(crate) async fn raw_delete<const N: usize>(
    db: &Client,
    table: &str,
    key: [(&str, AttributeValue); N],
) {
    let delete = db.sdk().delete_item().table_name(table);
    delete.set_key(Some(item(key))).send().await.unwrap();
}

fn in_order(mut item: Item) -> Item {
    for value in item.values_mut() {
        match value {
            AttributeValue::Ss(members) | AttributeValue::Ns(members) => members.sort_unstable(),
            AttributeValue::Bs(members) => {
                members.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
            }
            _ => {}
        }
    }
    item
}
