//! Some fields instead of whole items.

mod absent;
mod fields;
mod requests;

use dynamite::{Client, Ulid};
use dynamite_sample::models::{Order, Orders};

use crate::support::{line, new_order};

fn user() -> Ulid {
    Ulid::from_parts(1, 1)
}

/// Three orders: totals 0, 1 and 2, each with as many lines and a note.
async fn orders(db: &Client) -> (Orders, Vec<Order>) {
    let orders = Orders::new(db);
    let mut created = Vec::new();
    for total in 0..3 {
        let lines = (0..total).map(|number| line(&format!("sku-{number}"), total));
        let new = new_order(user(), total)
            .id(Ulid::from_parts(u64::from(total), 0))
            .lines(lines.collect())
            .notes([("gift".to_owned(), format!("note {total}"))].into());
        created.push(orders.create(new).await.unwrap());
    }
    (orders, created)
}
