//! What DynamoDB does by itself is what evaluation would have done.

use std::collections::HashMap;

use dynamite_migrate::Engine;
use dynamite_schema::migration::Class;

use super::{Item, V, random_items, tolerant};
use crate::support::{Planned, run_of, stored_users, users};

const BEFORE: &str = "
models:
  User:
    key: id
    fields: { id: string, nick: string?, price: u32? }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields:
      id: string
      nick: string?
      price: u32?
      slug: string?
      label: string?
      cents: u64?
      contact: string?
      country: string
      initial: string?
";

/// Expressions that are the same, the first of which DynamoDB can do.
const SAME: [[&str; 2]; 6] = [
    [
        "set: { field: slug, to: nick }",
        "set: { field: slug, to: coalesce(nick) }",
    ],
    [
        "add: { field: label, to: nick }",
        "add: { field: label, to: coalesce(nick) }",
    ],
    [
        "set: { field: cents, to: price }",
        "set: { field: cents, to: price + 0 }",
    ],
    [
        "set: { field: contact, to: 'null' }",
        "set: { field: contact, to: 'if(id = id, null, id)' }",
    ],
    [
        "set: { field: country, to: \"'x'\" }",
        "set: { field: country, to: \"if(id = id, 'x', id)\" }",
    ],
    [
        "add: { field: initial, to: \"concat('x', 'y')\" }",
        "add: { field: initial, to: \"concat('x', if(id = id, 'y', id))\" }",
    ],
];

/// What a migration of these steps makes of items.
async fn made(way: usize, class: Class, items: &[Item]) -> HashMap<String, Item> {
    let steps = SAME.map(|both| format!("  - {}\n", both[way])).concat();
    let planned = Planned::of(BEFORE, AFTER, &format!("model: User\nsteps:\n{steps}"));
    for step in &planned.0.migration.models[0].steps {
        assert_eq!(step.class.class, class, "{step:?}");
    }
    let bed = users(items).await;
    let passes = planned.passes(&bed.db, &tolerant()).await;
    let run = run_of("0001_users", passes.run);
    let engine = Engine::new(bed.db.clone(), run, tolerant());
    assert_eq!(engine.run().await.unwrap().total().rejected, 0);
    let mut stored = stored_users(&bed.direct).await;
    for item in stored.values_mut() {
        // `NULL` and absent are the same.
        item.retain(|_, value| !matches!(value, V::Null(_)));
    }
    stored
}

#[tokio::test]
async fn both_classes_of_a_step_give_the_same_items() {
    for seed in 0..4 {
        let items = random_items(seed, 60).into_iter();
        // Of the types that the schema says.
        let is_fit = |item: &Item| {
            let is_price = match item.get("price") {
                Some(V::N(price)) => !price.contains('.'),
                price => matches!(price, None | Some(V::Null(_))),
            };
            is_price && matches!(item.get("nick"), None | Some(V::Null(_) | V::S(_)))
        };
        let items: Vec<_> = items.filter(is_fit).collect();
        assert!(items.len() > 20);
        let server_side = made(0, Class::ServerSide, &items).await;
        let evaluated = made(1, Class::Evaluated, &items).await;
        assert_eq!(server_side, evaluated);
    }
}
