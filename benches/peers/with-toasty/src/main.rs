//! Reads all orders of a customer through toasty, once for each line of its input, and prints how
//! many there were and the CPU seconds of its thread.
//!
//!     with-toasty ENDPOINT CUSTOMER
#![forbid(unsafe_code)]

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use rustix::time::{ClockId, clock_gettime};
use toasty::Db;
use toasty_driver_dynamodb::DynamoDb;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The items that the schema of the comparison describes.
#[derive(Debug, toasty::Model)]
#[key(partition = customer, local = id)]
#[expect(dead_code, reason = "what is read is not looked at")]
struct Order {
    customer: String,
    id: String,
    email: String,
    status: String,
    note: Option<String>,
    quantity: u32,
    revision: i64,
    weight: f64,
    paid: bool,
    gift: bool,
    street: String,
    city: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [endpoint, customer] = arguments.as_slice() else {
        return Err("usage: with-toasty ENDPOINT CUSTOMER".into());
    };
    let driver = DynamoDb::new("dynamodb://local".to_owned(), client(endpoint));
    let mut db = Db::builder()
        .models(toasty::models!(Order))
        .build(driver)
        .await?;
    for line in std::io::stdin().lines() {
        line?;
        let start = thread_cpu();
        let orders = Order::filter(Order::fields().customer().eq(customer));
        let orders = black_box(orders.exec(&mut db).await?);
        let time = thread_cpu().saturating_sub(start);
        println!("{} {}", orders.len(), time.as_secs_f64());
    }
    Ok(())
}

fn client(endpoint: &str) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "toasty"))
        .endpoint_url(endpoint)
        .http_client(aws_smithy_http_client::Builder::new().build_http());
    Client::from_conf(config.build())
}

fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(time.tv_nsec.unsigned_abs())
}
