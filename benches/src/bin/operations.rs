//! Performs one operation many times, with Dynamite or by hand. `instructions` runs it under
//! callgrind.
//!
//!     operations by-hand|dynamite get|create|update|transaction TIMES

use std::error::Error;
use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use dynamite::dec;
use dynamite_benches::models::{Order, Orders, order};
use dynamite_benches::{by_hand, canned, example};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Writes of a transaction.
const WRITES: u32 = 25;

fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [side, operation, times] = arguments.as_slice() else {
        return Err(
            "usage: operations by-hand|dynamite get|create|update|transaction TIMES".into(),
        );
    };
    let times = times.parse()?;
    let config = canned::config(answer(operation)?)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match side.as_str() {
        "by-hand" => {
            let client = Client::from_conf(config);
            runtime.block_on(with_the_sdk(&client, operation, times))
        }
        "dynamite" => {
            let orders = Orders::new(&dynamite::Client::from_config(config));
            runtime.block_on(with_dynamite(&orders, operation, times))
        }
        _ => Err(format!("`{side}` is neither `by-hand` nor `dynamite`").into()),
    }
}

/// What DynamoDB answers when the operation succeeds.
fn answer(operation: &str) -> Fallible<String> {
    Ok(match operation {
        "get" => example::answer("Item", 0)?,
        "create" | "transaction" => "{}".to_owned(),
        "update" => example::answer("Attributes", 0)?,
        _ => return Err(format!("`{operation}` is no operation").into()),
    })
}

async fn with_the_sdk(client: &Client, operation: &str, times: u32) -> Fallible<()> {
    let Order { customer, id, .. } = example::order(0);
    for _ in 0..times {
        match operation {
            "get" => drop(black_box(by_hand::get(client, &customer, id).await?)),
            "create" => drop(black_box(by_hand::create(client, example::order(0)).await?)),
            "transaction" => by_hand::create_all(client, (0..WRITES).map(example::order)).await?,
            _ => drop(black_box(
                by_hand::update(client, (&customer, id), ("paid", dec!(12.5)), "shipped").await?,
            )),
        }
    }
    Ok(())
}

async fn with_dynamite(orders: &Orders, operation: &str, times: u32) -> Fallible<()> {
    let Order { customer, id, .. } = example::order(0);
    for _ in 0..times {
        let key = (customer.as_str(), id);
        match operation {
            "get" => drop(black_box(orders.get(key).await?)),
            "create" => drop(black_box(orders.create(example::draft(0)).await?)),
            "transaction" => {
                let creations = (0..WRITES).map(|number| orders.create(example::draft(number)));
                let transaction = orders.client().transaction().and_all(creations);
                transaction.commit().await?;
            }
            _ => drop(black_box(
                orders
                    .update(key)
                    .set(order::status(), "paid")
                    .set(order::total(), dec!(12.5))
                    .only_if(order::status().eq("shipped"))
                    .await?,
            )),
        }
    }
    Ok(())
}
