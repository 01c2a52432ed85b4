//! Structs to items.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::types::{Timestamp, Ulid};

use super::Item;
use crate::models::{Address, Order};

pub(super) fn item(order: &Order) -> Item {
    let mut item = Item::with_capacity(17);
    let mut put = |name: &str, value| item.insert(name.to_owned(), value);
    put("customer", string(&order.customer));
    put("id", text(&order.id));
    put("email", string(&order.email));
    put("status", string(&order.status));
    if let Some(note) = &order.note {
        put("note", string(note));
    }
    put("total", number(&order.total));
    put("quantity", number(&order.quantity));
    put("revision", number(&order.revision));
    put("weight", number(&order.weight));
    put("paid", AttributeValue::Bool(order.paid));
    put("gift", AttributeValue::Bool(order.gift));
    put("created_at", time(order.created_at));
    put("updated_at", time(order.updated_at));
    if !order.tags.is_empty() {
        let tags = order.tags.iter().cloned().collect();
        put("tags", AttributeValue::Ss(tags));
    }
    put("address", address(&order.address));
    let scores = order.scores.iter().map(number).collect();
    put("scores", AttributeValue::L(scores));
    let signature = Blob::new(order.signature.clone());
    put("signature", AttributeValue::B(signature));
    item
}

pub(super) fn key(customer: &str, id: Ulid) -> Item {
    Item::from([
        ("customer".to_owned(), string(customer)),
        ("id".to_owned(), text(&id)),
    ])
}

pub(super) fn string(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(super) fn number(value: &impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// To the millisecond, as Dynamite stores it.
pub(super) fn time(time: Timestamp) -> AttributeValue {
    AttributeValue::S(format!("{time:.3}"))
}

fn text(value: &impl ToString) -> AttributeValue {
    AttributeValue::S(value.to_string())
}

fn address(address: &Address) -> AttributeValue {
    AttributeValue::M(Item::from([
        ("street".to_owned(), string(&address.street)),
        ("city".to_owned(), string(&address.city)),
    ]))
}
