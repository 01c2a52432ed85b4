//! The SDK, page after page, and conversions by hand.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::models::Order;
use crate::{CUSTOMER, Fallible};

type Item = HashMap<String, AttributeValue>;

pub(crate) async fn read(client: &Client) -> Fallible<Vec<Order>> {
    let mut orders = Vec::new();
    let mut start = None;
    loop {
        let page = client
            .query()
            .table_name("orders")
            .key_condition_expression("customer = :customer")
            .expression_attribute_values(":customer", AttributeValue::S(CUSTOMER.to_owned()))
            .set_exclusive_start_key(start)
            .send()
            .await?;
        for item in page.items.unwrap_or_default() {
            orders.push(order(item)?);
        }
        start = page.last_evaluated_key;
        if start.is_none() {
            return Ok(orders);
        }
    }
}

fn order(mut item: Item) -> Fallible<Order> {
    Ok(Order {
        customer: text(&mut item, "customer")?,
        id: text(&mut item, "id")?,
        email: text(&mut item, "email")?,
        status: text(&mut item, "status")?,
        note: item
            .contains_key("note")
            .then(|| text(&mut item, "note"))
            .transpose()?,
        quantity: number(&item, "quantity")?.parse()?,
        revision: number(&item, "revision")?.parse()?,
        weight: number(&item, "weight")?.parse()?,
        paid: bool(&item, "paid")?,
        gift: bool(&item, "gift")?,
        street: text(&mut item, "street")?,
        city: text(&mut item, "city")?,
    })
}

fn text(item: &mut Item, name: &str) -> Fallible<String> {
    match item.remove(name) {
        Some(AttributeValue::S(text)) => Ok(text),
        other => Err(format!("{name} is {other:?}").into()),
    }
}

fn number<'i>(item: &'i Item, name: &str) -> Fallible<&'i str> {
    match item.get(name) {
        Some(AttributeValue::N(text)) => Ok(text),
        other => Err(format!("{name} is {other:?}").into()),
    }
}

fn bool(item: &Item, name: &str) -> Fallible<bool> {
    match item.get(name) {
        Some(AttributeValue::Bool(value)) => Ok(*value),
        other => Err(format!("{name} is {other:?}").into()),
    }
}
