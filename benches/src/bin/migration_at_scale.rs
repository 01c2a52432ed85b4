//! A million small items in an engine with a file. The process that migrates them is killed (`SIGKILL`)
//! twice and started again; then every item is compared with a model in memory. The engine is in this
//! process, which is not killed, so that the memory of the processes that migrate is theirs alone: the most
//! that one of them held is compared with that of a run over a tenth of the items.
//!
//!     migration_at_scale [ITEMS]

use aws_sdk_dynamodb::Client;
use dynamite_benches::Fallible;
use dynamite_benches::migration::{Side, Worker, config, differences, fill};
use dynamite_testkit::Engine;

const ITEMS: u32 = 1_000_000;

/// How much of the items a killed process has written, and how many processes are killed.
const SHARE: u32 = 3;
const KILLS: u32 = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let items = std::env::args().nth(1).map_or(Ok(ITEMS), |it| it.parse())?;
    let small = peak(items / 10, 0).await?;
    let large = peak(items, KILLS).await?;
    println!(
        "peak memory, {} items = 1: {:.3}",
        items / 10,
        large / small
    );
    Ok(())
}

/// Migrates this many items, and returns the most memory that a process has held, in KiB.
async fn peak(items: u32, kills: u32) -> Fallible<f64> {
    let folder = tempfile::tempdir()?;
    let engine = Engine::in_file(folder.path().join("database")).await;
    let client = Client::from_conf(config(engine.endpoint()));
    fill(&client, items).await?;
    let mut peaks = Vec::new();
    let mut written = 0;
    for _ in 0..kills {
        let worker = Worker::start(Side::Dynamite, engine.endpoint())?;
        let line = worker.killed_after(u64::from(items / SHARE)).await?;
        written += line.items;
        peaks.push(line.peak);
        println!("killed after {written} of {items} items");
    }
    let worker = Worker::start(Side::Dynamite, engine.endpoint())?;
    peaks.push(worker.end().await?.peak);
    println!("{items} items, {kills} kills: peaks of the processes in KiB: {peaks:?}");
    let wrong = differences(&client, items).await?;
    if wrong > 0 {
        return Err(format!("{wrong} of {items} items are not as they should be").into());
    }
    println!("{items} items are as the model says");
    let peak = peaks.into_iter().max().unwrap_or_default();
    Ok(u32::try_from(peak)?.into())
}
