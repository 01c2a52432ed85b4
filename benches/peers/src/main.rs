//! Reading a partition of 1,000 items into structs: Dynamite, toasty, and the SDK by hand, from
//! one table of one engine, in turns. What counts is the CPU time of the client's thread; the
//! engine runs on another, and toasty in a process of its own.
#![forbid(unsafe_code)]

mod by_hand;
mod with_toasty;

dynamite::include_models!();

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use dynamite_testkit::Engine;
use models::{NewOrder, Orders};
use rustix::time::{ClockId, clock_gettime};

type Fallible<T> = Result<T, Box<dyn Error>>;

const ITEMS: u32 = 1000;
const ROUNDS: usize = 100;
const CUSTOMER: &str = "customer-000042";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let engine = Engine::embedded().await;
    let db = dynamite::Client::from_endpoint(engine.endpoint());
    db.sync(models::TABLES).await?;
    let orders = Orders::new(&db);
    orders
        .put_many((0..ITEMS).map(|number| orders.build(order(number))))
        .await?;
    let sdk = aws_sdk_dynamodb::Client::from_conf(db.sdk().config().clone());
    let mut toasty = with_toasty::Reader::start(engine.endpoint())?;

    let read = orders.query(CUSTOMER).all().await?;
    assert_eq!(read, by_hand::read(&sdk).await?);
    toasty.read()?;

    let (mut by_hand, mut dynamite, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        by_hand.push(timed(by_hand::read(&sdk)).await?);
        dynamite.push(timed(async { Ok(orders.query(CUSTOMER).all().await?) }).await?);
        others.push(toasty.read()?);
    }
    let by_hand = median(by_hand);
    println!("{ITEMS} items of 12 attributes, medians of {ROUNDS} rounds, SDK by hand = 1");
    println!("Dynamite {:.3}", median(dynamite) / by_hand);
    println!("toasty   {:.3}", median(others) / by_hand);
    Ok(())
}

fn order(number: u32) -> models::OrderDraft {
    let new = NewOrder {
        customer: CUSTOMER.to_owned(),
        id: format!("{number:026}"),
        email: format!("customer.{number}@example.com"),
        status: "shipped".to_owned(),
        quantity: number % 17,
        revision: i64::from(number),
        weight: f64::from(number) / 8.0,
        paid: true,
        gift: number.is_multiple_of(3),
        street: format!("{number} Long Street"),
        city: "Zürich".to_owned(),
    };
    new.note("leave it with the neighbours, please")
}

/// CPU seconds of this thread, the result's drop not included.
async fn timed<T>(run: impl Future<Output = Fallible<T>>) -> Fallible<f64> {
    let start = thread_cpu();
    let result = black_box(run.await?);
    let time = thread_cpu().saturating_sub(start);
    drop(result);
    Ok(time.as_secs_f64())
}

fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(time.tv_nsec.unsigned_abs())
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures[figures.len() / 2]
}
