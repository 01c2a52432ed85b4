//! Things: items with a name and a price.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use dynamite::Client;
use dynamite::engine_support::{
    Attribute, KeyAttributeDescriptor, ModelDescriptor, TableDescriptor,
};

pub(crate) type Item = HashMap<String, AttributeValue>;

/// Things by their ids.
pub(crate) type Things = BTreeMap<String, Item>;

static TABLE: TableDescriptor = TableDescriptor {
    name: "things",
    partition: KeyAttributeDescriptor::string("id"),
    sort: None,
    indexes: &[],
    second_indexes: &[],
    ttl: None,
};

pub(crate) static THING: ModelDescriptor =
    ModelDescriptor::new("Thing", &TABLE, &["id", "name", "price"]);

pub(crate) static TABLES: &[&TableDescriptor] = &[&TABLE];

pub(crate) fn control_table() -> &'static str {
    dynamite_migrate::CONTROL_TABLE.name
}

pub(crate) fn at(name: &'static str) -> Attribute {
    Attribute::named(name)
}

#[expect(clippy::needless_pass_by_value, reason = "literals are passed")]
pub(crate) fn s(text: impl ToString) -> AttributeValue {
    AttributeValue::S(text.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "literals are passed")]
pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// The thing with this number, as it is before any migration.
pub(crate) fn thing(number: usize) -> Item {
    Item::from([
        ("id".to_owned(), s(format!("{number:06}"))),
        ("name".to_owned(), s(format!("thing {number}"))),
        ("price".to_owned(), n(number)),
    ])
}

/// Stores this many things.
pub(crate) async fn fill(db: &Client, count: usize) {
    fill_with(db, (0..count).map(thing).collect()).await;
}

/// Stores these things.
pub(crate) async fn fill_with(db: &Client, things: Vec<Item>) {
    fill_table(db, "things", &things).await;
}

/// Stores these items in a table.
pub(crate) async fn fill_table(db: &Client, table: &str, items: &[Item]) {
    for chunk in items.chunks(25) {
        let writes = chunk.iter().map(|item| {
            let put = PutRequest::builder().set_item(Some(item.clone()));
            let put = put.build().unwrap();
            WriteRequest::builder().put_request(put).build()
        });
        let batch = db.sdk().batch_write_item();
        let written = batch
            .request_items(table, writes.collect())
            .send()
            .await
            .unwrap();
        assert!(written.unprocessed_items.is_none_or(|it| it.is_empty()));
    }
}

/// All things as they are stored.
pub(crate) async fn all(db: &Client) -> Things {
    let items = all_of(db, "things").await.into_iter();
    let named = items.map(|item| (item["id"].as_s().unwrap().clone(), item));
    named.collect()
}

pub(crate) async fn all_of(db: &Client, table: &str) -> Vec<Item> {
    let (mut items, mut start) = (Vec::new(), None);
    loop {
        let scan = db.sdk().scan().table_name(table).consistent_read(true);
        let page = scan.set_exclusive_start_key(start).send().await.unwrap();
        items.extend(page.items.unwrap_or_default());
        start = page.last_evaluated_key;
        if start.is_none() {
            return items;
        }
    }
}

/// A thing as it is stored.
pub(crate) async fn stored(db: &Client, id: &str) -> Option<Item> {
    let get = db.sdk().get_item().table_name("things");
    let got = get.key("id", s(id)).consistent_read(true).send().await;
    got.unwrap().item
}

/// This many things as they are before any migration.
pub(crate) fn originals(count: usize) -> Things {
    let things = (0..count).map(|number| (format!("{number:06}"), thing(number)));
    things.collect()
}

/// What the rewrite `Cents` makes of this many things.
pub(crate) fn expected_cents(count: usize) -> Things {
    let things = (0..count).map(|number| {
        let mut thing = thing(number);
        thing.insert("price".to_owned(), n(number * 100));
        thing.insert("cents".to_owned(), AttributeValue::Bool(true));
        (format!("{number:06}"), thing)
    });
    things.collect()
}

/// Things that are not as expected, by their ids; all of them would be too many to read.
pub(crate) async fn differences(db: &Client, expected: &Things) -> Vec<String> {
    let stored = all(db).await;
    let ids = stored.keys().chain(expected.keys());
    let mut ids: Vec<_> = ids
        .filter(|id| stored.get(*id) != expected.get(*id))
        .collect();
    ids.sort();
    ids.dedup();
    let shown = ids.iter().take(5).map(|id| {
        let (is, expected) = (stored.get(*id), expected.get(*id));
        format!("{id} is {is:?}, expected {expected:?}")
    });
    let more = (ids.len() > 5).then(|| format!("and {} more", ids.len() - 5));
    shown.chain(more).collect()
}
