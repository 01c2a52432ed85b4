//! Travellers as they are stored, and what a migration does with them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{
    AttributeValue, DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate,
};
use dynamite::Client;

use crate::models::{contract, switch};

pub(crate) type Item = HashMap<String, AttributeValue>;

/// The former attributes, each with the new one.
const RENAMED: [[&str; 2]; 6] = [
    ["name", "full_name"],
    ["stays", "visits"],
    ["tags", "labels"],
    ["log", "journal"],
    ["address", "home"],
    ["rates", "prices"],
];

/// The attributes that hold nested types, also the former one, with those inside: the former name and
/// the new one.
const INSIDE: [(&str, &[[&str; 2]]); 3] = [
    ("address", HOME),
    ("home", HOME),
    (
        "office",
        &[["road", "street"], ["level", "floor"], ["tables", "desks"]],
    ),
];
const HOME: &[[&str; 2]] = &[["town", "city"], ["code", "zip"]];

/// Changes the maps in which an item has former attributes, each with the names of these: those inside
/// others first.
fn for_each_map(item: &mut Item, mut change: impl FnMut(&mut Item, &[[&str; 2]])) {
    for (name, renamed) in INSIDE {
        if let Some(AttributeValue::M(inside)) = item.get_mut(name) {
            change(inside, renamed);
        }
    }
    change(item, &RENAMED);
}

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
        for_each_map(&mut item, |map, renamed| {
            for [former, new] in renamed {
                match map.get(*former).cloned() {
                    Some(value) => drop(map.insert((*new).to_owned(), value)),
                    None => drop(map.remove(*new)),
                }
            }
        });
        put(db, item).await;
    }
}

/// Builds the indexes over the new attributes, as a migration does before `switch`.
pub(crate) async fn build_indexes(db: &Client) {
    let sync = db.sync(switch::TABLES).build_indexes();
    let report = sync.await.expect("indexes");
    assert_eq!(report.left_out(), []);
}

/// Drops the indexes over the former attributes, as a migration does after `contract`.
pub(crate) async fn drop_former_indexes(db: &Client) {
    for (table, index) in [
        ("travellers", "by_name"),
        ("travellers", "by_nick"),
        ("bookings", "by_guest"),
        ("bookings", "by_host"),
    ] {
        let drop = DeleteGlobalSecondaryIndexAction::builder().index_name(index);
        let drop = drop.build().expect("an action");
        let drop = GlobalSecondaryIndexUpdate::builder().delete(drop).build();
        let update = db.sdk().update_table().table_name(table);
        let dropped = update.global_secondary_index_updates(drop).send().await;
        dropped.expect("an index");
        // Waits until it is gone.
        db.sync(contract::TABLES).await.expect("the other indexes");
    }
}

/// Removes the former attributes of all travellers, as a migration does after `contract`.
pub(crate) async fn remove_former(db: &Client) {
    for mut item in all(db).await {
        for_each_map(&mut item, |map, renamed| {
            map.retain(|name, _| renamed.iter().all(|[former, _]| former != name));
        });
        put(db, item).await;
    }
}

/// The attributes that differ from their second ones. The members of sets have no order.
pub(crate) async fn unequal(db: &Client) -> Vec<String> {
    let mut unequal = Vec::new();
    for mut item in all(db).await {
        let id = item["id"].clone();
        for_each_map(&mut item, |map, renamed| {
            for [former, new] in renamed {
                let values = [map.get(*former), map.get(*new)];
                let [one, other] = values.map(|it| it.map(in_order));
                if one != other {
                    unequal.push(format!("{id:?}: {former} and {new} are {values:?}"));
                }
            }
        });
    }
    unequal
}

/// Returns `true` if an item has a former attribute.
pub(crate) fn has_former(mut item: Item) -> bool {
    let mut has = false;
    for_each_map(&mut item, |map, renamed| {
        has |= renamed.iter().any(|[former, _]| map.contains_key(*former));
    });
    has
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
