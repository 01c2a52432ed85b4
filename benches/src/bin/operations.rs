//! Performs one operation many times, with Dynamite or by hand. `instructions` runs it under
//! callgrind.
//!
//!     operations by-hand|dynamite get|create|update|transaction|find|include TIMES

use std::error::Error;
use std::hint::black_box;

use aws_sdk_dynamodb::Client;
use dynamite::dec;
use dynamite_benches::models::{Customers, Order, Orders, customer, order};
use dynamite_benches::{by_hand, canned, example};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Writes of a transaction.
const WRITES: u32 = 25;

/// Items that are found through an index.
const FOUND: u32 = 25;

/// Items that are included in one.
const INCLUDED: u32 = 1000;

fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [side, operation, times] = arguments.as_slice() else {
        return Err(
            "usage: operations by-hand|dynamite get|create|update|transaction|find|include TIMES"
                .into(),
        );
    };
    let times = times.parse()?;
    let config = canned::config(answers(operation)?)?;
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
fn answers(operation: &str) -> Fallible<canned::Answers> {
    Ok(match operation {
        "get" => vec![("GetItem", example::answer("Item", 0)?)],
        "create" => vec![("PutItem", "{}".to_owned())],
        "update" => vec![("UpdateItem", example::answer("Attributes", 0)?)],
        "transaction" => vec![("TransactWriteItems", "{}".to_owned())],
        "find" => vec![("Query", example::page(FOUND)?)],
        "include" => vec![
            ("GetItem", example::customer_answer()),
            ("Query", example::page(INCLUDED)?),
        ],
        _ => return Err(format!("`{operation}` is no operation").into()),
    })
}

async fn with_the_sdk(client: &Client, operation: &str, times: u32) -> Fallible<()> {
    let Order { customer, id, .. } = example::order(0);
    for _ in 0..times {
        match operation {
            "get" => drop(black_box(by_hand::get(client, &customer, id).await?)),
            "create" => drop(black_box(by_hand::create(client, example::order(0)).await?)),
            "find" => drop(black_box(by_hand::with_status(client, "shipped").await?)),
            "include" => drop(black_box(by_hand::with_orders(client, &customer).await?)),
            "transaction" => by_hand::create_all(client, (0..WRITES).map(example::order)).await?,
            _ => drop(black_box(
                by_hand::update(client, (&customer, id), ("paid", dec!(12.5)), "shipped").await?,
            )),
        }
    }
    Ok(())
}

async fn with_dynamite(orders: &Orders, operation: &str, times: u32) -> Fallible<()> {
    let Order {
        customer: by, id, ..
    } = example::order(0);
    for _ in 0..times {
        let key = (by.as_str(), id);
        match operation {
            "get" => drop(black_box(orders.get(key).await?)),
            "create" => drop(black_box(orders.create(example::draft(0)).await?)),
            "find" => drop(black_box(
                orders.find(order::status().eq("shipped")).all().await?,
            )),
            "include" => {
                let customers = Customers::new(orders.client());
                let read = customers.get(by.clone()).include(customer::orders());
                drop(black_box(read.await?));
            }
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
