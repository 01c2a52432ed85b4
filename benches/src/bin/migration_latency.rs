//! A migration at 2 ms a request: how many times more items a second one worker of Dynamite's `Migrator`
//! writes than the loop that loads all items and stores one after another. The engine, in memory, and the
//! proxy that delays are in this process.

use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use dynamite_benches::Fallible;
use dynamite_benches::measure::median;
use dynamite_benches::migration::{Side, Worker, config, fill};
use dynamite_testkit::{Engine, Fault, FaultProxy};

/// Items of each side: the loop is slow.
const OF_DYNAMITE: u32 = 10_000;
const OF_LOOP: u32 = 1000;
const ROUNDS: usize = 5;
const LATENCY: Duration = Duration::from_millis(2);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let dynamite = rate(Side::Dynamite, OF_DYNAMITE).await?;
        let naive = rate(Side::Loop, OF_LOOP).await?;
        ratios.push(dynamite / naive);
    }
    ratios.sort_unstable_by(f64::total_cmp);
    println!(
        "items a second at {} ms a request, the loop = 1: {:.1} (median of {ROUNDS} rounds, {:.1} to {:.1})",
        LATENCY.as_millis(),
        median(ratios.clone()),
        ratios.first().copied().unwrap_or_default(),
        ratios.last().copied().unwrap_or_default(),
    );
    Ok(())
}

/// Items a second, from the start of the process to its end.
async fn rate(side: Side, items: u32) -> Fallible<f64> {
    let engine = Engine::embedded().await;
    fill(&Client::from_conf(config(engine.endpoint())), items).await?;
    let proxy = FaultProxy::start(&engine).await;
    proxy.on_any().always().fail(Fault::DelayBefore(LATENCY));
    let begin = Instant::now();
    let end = Worker::start(side, proxy.endpoint())?.end().await?;
    if end.items != u64::from(items) {
        return Err(format!("{side}: {} of {items} items", end.items).into());
    }
    Ok(f64::from(items) / begin.elapsed().as_secs_f64())
}
