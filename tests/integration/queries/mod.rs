//! Reading item collections: by key and by index.

mod bad_items;
mod cursors;
mod indexes;
mod limits;
mod multi_attribute;
mod pages;
mod sort_keys;

use dynamite::{Client, Ulid};
use dynamite_sample::models::{Order, Orders, Products};

use crate::support::{new_order, new_product};

fn user() -> Ulid {
    Ulid::from_parts(1, 1)
}

fn order_id(number: u64) -> Ulid {
    Ulid::from_parts(number, 0)
}

/// The orders of a user: ids in order, totals from 0 upwards.
async fn orders(db: &Client, number: u64) -> Orders {
    let orders = Orders::new(db);
    for total in 0..number {
        let new = new_order(user(), total).id(order_id(total));
        orders.create(new).await.unwrap();
    }
    orders
}

/// The totals of orders, which say which orders they are.
fn totals<'o>(orders: impl IntoIterator<Item = &'o Order>) -> Vec<u64> {
    let total = |order: &Order| u64::try_from(order.total).unwrap();
    orders.into_iter().map(total).collect()
}

/// Products of the shop `north`.
async fn products<const N: usize>(db: &Client, skus: [&str; N]) -> Products {
    let products = Products::new(db);
    for sku in skus {
        products.create(new_product("north", sku)).await.unwrap();
    }
    products
}
