//! Reading a page of 1,000 items of 17 attributes into structs: Dynamite against the SDK and
//! conversions written by hand. Each is a whole operation, and no network is involved.

use std::error::Error;
use std::hint::black_box;

use dynamite_benches::measure::{median, thread_cpu};
use dynamite_benches::models::{Order, Orders};
use dynamite_benches::{by_hand, canned, example};
use tokio::runtime::Runtime;

const ITEMS: u32 = 1000;
const ROUNDS: usize = 300;

struct Readers {
    runtime: Runtime,
    sdk: aws_sdk_dynamodb::Client,
    orders: Orders,
}

fn main() -> Result<(), Box<dyn Error>> {
    let readers = Readers::new()?;
    if readers.by_hand()? != readers.dynamite()? {
        return Err("Dynamite and the code by hand read different orders".into());
    }
    let (mut by_hand, mut dynamite, mut serde) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        by_hand.push(timed(|| readers.by_hand())?);
        dynamite.push(timed(|| readers.dynamite())?);
        serde.push(timed(|| readers.with_serde())?);
    }
    let by_hand = median(by_hand);
    println!("{ITEMS} items of 17 attributes, medians of {ROUNDS} rounds, SDK by hand = 1");
    println!("Dynamite            {:.3}", median(dynamite) / by_hand);
    if cfg!(feature = "serde-dynamo") {
        println!("SDK + serde_dynamo  {:.3}", median(serde) / by_hand);
    }
    Ok(())
}

impl Readers {
    fn new() -> Result<Self, Box<dyn Error>> {
        let config = canned::config(vec![("Query", example::page(ITEMS)?)])?;
        Ok(Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            sdk: aws_sdk_dynamodb::Client::from_conf(config.clone()),
            orders: Orders::new(&dynamite::Client::from_config(config)),
        })
    }

    fn by_hand(&self) -> Result<Vec<Order>, Box<dyn Error>> {
        let items = by_hand::query(&self.sdk, example::CUSTOMER);
        let items = self.runtime.block_on(items)?;
        let orders = items.into_iter().map(by_hand::order);
        Ok(orders.collect::<Result<_, _>>()?)
    }

    fn dynamite(&self) -> Result<Vec<Order>, Box<dyn Error>> {
        let all = self.orders.query(example::CUSTOMER).all();
        Ok(self.runtime.block_on(all)?)
    }

    #[cfg(feature = "serde-dynamo")]
    fn with_serde(&self) -> Result<Vec<dynamite_benches::with_serde::Order>, Box<dyn Error>> {
        let items = by_hand::query(&self.sdk, example::CUSTOMER);
        let items = self.runtime.block_on(items)?;
        let orders = items.into_iter().map(dynamite_benches::with_serde::order);
        Ok(orders.collect::<Result<_, _>>()?)
    }

    #[cfg(not(feature = "serde-dynamo"))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "the peer is left out"
    )]
    fn with_serde(&self) -> Result<(), Box<dyn Error>> {
        Ok(())
    }
}

/// CPU seconds, the result's drop not included.
fn timed<T>(run: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let start = thread_cpu();
    let result = black_box(run()?);
    let time = thread_cpu().saturating_sub(start);
    drop(result);
    Ok(time.as_secs_f64())
}
