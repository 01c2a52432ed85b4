//! Items to structs. Values are taken out of the map, so that no string is copied.

use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{BadAttribute, Item};
use crate::models::{Address, Customer, Order};

/// The customer in an item.
///
/// # Errors
/// When an attribute is absent or of another type.
pub(super) fn customer(mut item: Item) -> Result<Customer, BadAttribute> {
    Ok(Customer {
        id: string(&mut item, "id")?,
        name: string(&mut item, "name")?,
    })
}

/// The order in an item.
///
/// # Errors
/// When a required attribute is absent, or any is of another type.
pub fn order(mut item: Item) -> Result<Order, BadAttribute> {
    Ok(Order {
        customer: string(&mut item, "customer")?,
        id: parsed(&item, "id")?,
        email: string(&mut item, "email")?,
        status: string(&mut item, "status")?,
        note: match item.remove("note") {
            None | Some(AttributeValue::Null(_)) => None,
            Some(AttributeValue::S(text)) => Some(text),
            Some(_) => return Err(BadAttribute("note")),
        },
        total: number(&item, "total")?,
        quantity: number(&item, "quantity")?,
        revision: number(&item, "revision")?,
        weight: number(&item, "weight")?,
        paid: boolean(&item, "paid")?,
        gift: boolean(&item, "gift")?,
        created_at: parsed(&item, "created_at")?,
        updated_at: parsed(&item, "updated_at")?,
        tags: match item.remove("tags") {
            None => std::collections::BTreeSet::new(),
            Some(AttributeValue::Ss(members)) => members.into_iter().collect(),
            Some(_) => return Err(BadAttribute("tags")),
        },
        address: match item.remove("address") {
            Some(AttributeValue::M(map)) => address(map)?,
            _ => return Err(BadAttribute("address")),
        },
        scores: match item.get("scores") {
            None => Vec::new(),
            Some(AttributeValue::L(elements)) => elements
                .iter()
                .map(|element| parse(element.as_n().ok(), "scores"))
                .collect::<Result<_, _>>()?,
            Some(_) => return Err(BadAttribute("scores")),
        },
        signature: match item.remove("signature") {
            Some(AttributeValue::B(blob)) => blob.into_inner(),
            _ => return Err(BadAttribute("signature")),
        },
    })
}

fn address(mut map: Item) -> Result<Address, BadAttribute> {
    Ok(Address {
        street: string(&mut map, "street")?,
        city: string(&mut map, "city")?,
    })
}

fn string(item: &mut Item, name: &'static str) -> Result<String, BadAttribute> {
    match item.remove(name) {
        Some(AttributeValue::S(text)) => Ok(text),
        _ => Err(BadAttribute(name)),
    }
}

fn boolean(item: &Item, name: &'static str) -> Result<bool, BadAttribute> {
    let value = item.get(name).and_then(|value| value.as_bool().ok());
    value.copied().ok_or(BadAttribute(name))
}

fn parsed<T: FromStr>(item: &Item, name: &'static str) -> Result<T, BadAttribute> {
    parse(item.get(name).and_then(|value| value.as_s().ok()), name)
}

fn number<T: FromStr>(item: &Item, name: &'static str) -> Result<T, BadAttribute> {
    parse(item.get(name).and_then(|value| value.as_n().ok()), name)
}

fn parse<T: FromStr>(text: Option<&String>, name: &'static str) -> Result<T, BadAttribute> {
    let value = text.and_then(|text| text.parse().ok());
    value.ok_or(BadAttribute(name))
}
