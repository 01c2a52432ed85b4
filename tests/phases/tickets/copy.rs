//! What a migration does with stored tickets, written down for each attribute by hand.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite::{Client, Timestamp, Uuid};

use crate::stored::Item;

/// A former attribute, the new one, and what the value of the former becomes there.
type Retyped = (&'static str, &'static str, fn(&V) -> V);

/// The attributes that are retyped.
pub(super) const RETYPED: [Retyped; 6] = [
    ("places", "seats", number),
    ("cost", "price", number),
    ("isPaid", "paid", |text| V::Bool(s(text) == "true")),
    ("soldAt", "sold_at", |text| {
        let time: Timestamp = s(text).parse().expect("a time");
        V::N(time.as_millisecond().to_string())
    }),
    ("user", "buyer", |text| {
        let id: Uuid = s(text).parse().expect("an id");
        V::B(Blob::new(*id.as_bytes()))
    }),
    ("status", "state", |text| {
        let state = match s(text) {
            "o" => "open",
            "p" => "paid",
            other => other,
        };
        V::S(state.to_owned())
    }),
];

fn s(value: &V) -> &str {
    value.as_s().expect("text")
}

/// Numbers have one notation where they are stored.
fn number(text: &V) -> V {
    let text = s(text);
    let fraction = text.contains('.');
    let text = if fraction {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    };
    V::N(text.to_owned())
}

pub(super) async fn all(db: &Client) -> Vec<Item> {
    let scan = db.sdk().scan().table_name("tickets").consistent_read(true);
    let response = scan.send().await.expect("a scan");
    response.items.unwrap_or_default()
}

pub(super) async fn put(db: &Client, item: Item) {
    let put = db.sdk().put_item().table_name("tickets");
    put.set_item(Some(item)).send().await.expect("a put");
}

/// What the new attribute should be.
fn expected(item: &Item, former: &str, convert: fn(&V) -> V) -> Option<V> {
    item.get(former).map(convert)
}

/// Converts the former attributes of all tickets, as a migration does after `expand`.
pub(super) async fn copy(db: &Client) {
    for mut item in all(db).await {
        for (former, new, convert) in RETYPED {
            match expected(&item, former, convert) {
                Some(value) => drop(item.insert(new.to_owned(), value)),
                None => drop(item.remove(new)),
            }
        }
        put(db, item).await;
    }
}

/// Removes the former attributes of all tickets, as a migration does after `contract`.
pub(super) async fn remove_former(db: &Client) {
    for mut item in all(db).await {
        item.retain(|name, _| RETYPED.iter().all(|(former, ..)| former != name));
        put(db, item).await;
    }
}

/// The new attributes that do not hold the value of the former ones.
pub(super) async fn unequal(db: &Client) -> Vec<String> {
    let items = all(db).await;
    let unequal = items.iter().flat_map(|item| {
        let differing = RETYPED.iter().filter(|(former, new, convert)| {
            expected(item, former, *convert).as_ref() != item.get(*new)
        });
        differing.map(|(former, new, _)| {
            let values = [item.get(*former), item.get(*new)];
            format!("{:?}: {former} and {new} are {values:?}", item["id"])
        })
    });
    unequal.collect()
}
