//! Travellers as they are stored, and what a migration does with them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// The former attributes, each with the new one.
pub(crate) const RENAMED: [[&str; 2]; 6] = [
    ["name", "full_name"],
    ["stays", "visits"],
    ["tags", "labels"],
    ["log", "journal"],
    ["address", "home"],
    ["rates", "prices"],
];

pub(crate) async fn all(db: &Client) -> Vec<Item> {
    let scan = db
        .sdk()
        .scan()
        .table_name("travellers")
        .consistent_read(true);
    let response = scan.send().await.expect("a scan");
    response.items.unwrap_or_default()
}

pub(crate) async fn put(db: &Client, item: Item) {
    let put = db.sdk().put_item().table_name("travellers");
    put.set_item(Some(item)).send().await.expect("a put");
}

/// Copies the former attributes of all travellers to the new ones, as a migration does after
/// `expand`.
pub(crate) async fn copy(db: &Client) {
    for mut item in all(db).await {
        for [former, new] in RENAMED {
            match item.get(former).cloned() {
                Some(value) => drop(item.insert(new.to_owned(), value)),
                None => drop(item.remove(new)),
            }
        }
        put(db, item).await;
    }
}

/// Removes the former attributes of all travellers, as a migration does after `contract`.
pub(crate) async fn remove_former(db: &Client) {
    for mut item in all(db).await {
        item.retain(|name, _| RENAMED.iter().all(|[former, _]| former != name));
        put(db, item).await;
    }
}

/// The attributes that differ from their second ones. The members of sets have no order.
pub(crate) async fn unequal(db: &Client) -> Vec<String> {
    let items = all(db).await;
    let unequal = items.iter().flat_map(|item| {
        let differing = RENAMED.iter().filter(|[former, new]| {
            item.get(*former).map(in_order) != item.get(*new).map(in_order)
        });
        differing.map(|[former, new]| {
            let values = [item.get(*former), item.get(*new)];
            format!("{:?}: {former} and {new} are {values:?}", item["id"])
        })
    });
    unequal.collect()
}

fn in_order(value: &AttributeValue) -> AttributeValue {
    match value {
        AttributeValue::Ss(members) => {
            let mut members = members.clone();
            members.sort();
            AttributeValue::Ss(members)
        }
        value => value.clone(),
    }
}
