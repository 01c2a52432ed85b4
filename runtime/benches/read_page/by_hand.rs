//! What a user of the SDK writes: takes values out of the map, so that no string is copied.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::order::{Address, Order};

type Item = HashMap<String, AttributeValue>;

pub(crate) fn order(mut item: Item) -> Option<Order> {
    Some(Order {
        id: string(&mut item, "id")?.parse().ok()?,
        customer: string(&mut item, "customer")?,
        email: string(&mut item, "email")?,
        status: string(&mut item, "status")?,
        note: string(&mut item, "note"),
        total: number(&mut item, "total")?,
        quantity: number(&mut item, "quantity")?,
        version: number(&mut item, "version")?,
        weight: number(&mut item, "weight")?,
        paid: *item.get("paid")?.as_bool().ok()?,
        gift: *item.get("gift")?.as_bool().ok()?,
        created_at: string(&mut item, "created_at")?.parse().ok()?,
        updated_at: string(&mut item, "updated_at")?.parse().ok()?,
        tags: match item.remove("tags")? {
            AttributeValue::Ss(members) => members.into_iter().collect(),
            _ => return None,
        },
        address: match item.remove("address")? {
            AttributeValue::M(mut map) => Address {
                street: string(&mut map, "street")?,
                city: string(&mut map, "city")?,
            },
            _ => return None,
        },
        scores: match item.remove("scores")? {
            AttributeValue::L(elements) => elements
                .iter()
                .map(|element| element.as_n().ok()?.parse().ok())
                .collect::<Option<_>>()?,
            _ => return None,
        },
        signature: match item.remove("signature")? {
            AttributeValue::B(blob) => blob.into_inner(),
            _ => return None,
        },
    })
}

fn string(item: &mut Item, name: &str) -> Option<String> {
    match item.remove(name)? {
        AttributeValue::S(text) => Some(text),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(item: &mut Item, name: &str) -> Option<T> {
    item.get(name)?.as_n().ok()?.parse().ok()
}
