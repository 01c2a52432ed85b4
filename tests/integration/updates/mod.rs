//! Changing some attributes of an item.

mod actions;
mod collections;
mod copied;
mod nested;
mod nulls;
mod parents;
mod ranges;
mod returned;

use dynamite::Client;
use dynamite_sample::models::{Order, OrderLine, Orders};

use crate::support::{Item, line, new_order, s, stored};

/// An order with these lines and a note.
async fn order_with(db: &Client, lines: Vec<OrderLine>) -> Order {
    let notes = [("gift".to_owned(), "yes".to_owned())].into();
    let new = new_order(dynamite::Ulid::from_parts(1, 1), 10);
    let new = new.lines(lines).notes(notes);
    Orders::new(db).create(new).await.unwrap()
}

async fn stored_order(db: &Client, order: &Order) -> Item {
    let key = [("user_id", s(order.user_id)), ("id", s(order.id))];
    stored(db, "orders", key).await.unwrap()
}

/// The goods of an order's lines, as stored.
async fn stored_skus(db: &Client, order: &Order) -> Vec<String> {
    let stored = stored_order(db, order).await;
    let lines = stored["lines"].as_l().unwrap().iter();
    let sku = |line: &aws_sdk_dynamodb::types::AttributeValue| {
        line.as_m().unwrap()["sku"].as_s().unwrap().clone()
    };
    lines.map(sku).collect()
}

fn lines<const N: usize>(skus: [&str; N]) -> Vec<OrderLine> {
    skus.map(|sku| line(sku, 1)).to_vec()
}
