//! CPU of a migration, one worker: items per CPU-second of Dynamite's `Migrator` against SDK code by hand
//! that sends the same requests, and the instructions of an item. Only the process that migrates counts;
//! the engine, in memory, is in this one. Needs `valgrind` for the instructions.
//!
//!     migration_cost [requests|time|instructions]

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use dynamite_benches::Fallible;
use dynamite_benches::beside::program;
use dynamite_benches::callgrind::instructions;
use dynamite_benches::measure::median;
use dynamite_benches::migration::{Side, TABLE, Worker, config, fill};
use dynamite_testkit::{Engine, FaultProxy, Operation};

const SIDES: [Side; 2] = [Side::Dynamite, Side::ByHand];

/// Items of a round, and how many rounds there are.
const ITEMS: u32 = 4000;
const ROUNDS: usize = 11;

/// Items of the runs whose instructions are counted: what the second has more is what counts.
const FEW_AND_MANY: [u32; 2] = [200, 1200];
const COUNTED: usize = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let parts: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |part: &str| parts.is_empty() || parts.iter().any(|it| it == part);
    if is_asked("requests") {
        requests().await?;
    }
    if is_asked("time") {
        time().await?;
    }
    if is_asked("instructions") {
        counted().await?;
    }
    Ok(())
}

async fn filled(items: u32) -> Fallible<Engine> {
    let engine = Engine::embedded().await;
    fill(&Client::from_conf(config(engine.endpoint())), items).await?;
    Ok(engine)
}

/// The requests of both sides, which should be the same: those on items must be.
async fn requests() -> Fallible<()> {
    let mut of_items = Vec::new();
    for side in SIDES {
        let engine = filled(ITEMS).await?;
        let proxy = FaultProxy::start(&engine).await;
        Worker::start(side, proxy.endpoint())?.end().await?;
        let log = proxy.log();
        let (items, control): (Vec<_>, Vec<_>) =
            (log.iter()).partition(|request| request.tables.iter().any(|table| table == TABLE));
        let items = tally(items.iter().map(|request| request.operation));
        let control = tally(control.iter().map(|request| request.operation));
        println!("{side:9} {ITEMS} items: {items:?}, besides {control:?}");
        of_items.push(items);
    }
    let reads_and_writes = |of: &BTreeMap<Operation, u32>| {
        [Operation::Scan, Operation::UpdateItem].map(|it| of.get(&it).copied())
    };
    let mut sides = of_items.iter().map(reads_and_writes);
    if sides.next() != sides.next() {
        return Err("the sides do not send the same requests".into());
    }
    Ok(())
}

fn tally(operations: impl Iterator<Item = Operation>) -> BTreeMap<Operation, u32> {
    let mut counts = BTreeMap::new();
    for operation in operations {
        *counts.entry(operation).or_default() += 1;
    }
    counts
}

async fn time() -> Fallible<()> {
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let mut order = SIDES;
        order.rotate_left(round % SIDES.len());
        let mut cpu = BTreeMap::new();
        for side in order {
            let engine = filled(ITEMS).await?;
            let end = Worker::start(side, engine.endpoint())?.end().await?;
            if end.items != u64::from(ITEMS) {
                return Err(format!("{side}: {} of {ITEMS} items", end.items).into());
            }
            cpu.insert(side.to_string(), end.cpu);
        }
        let of = |side: Side| {
            cpu.get(&side.to_string())
                .map_or(0.0, Duration::as_secs_f64)
        };
        let ratio = of(Side::ByHand) / of(Side::Dynamite);
        println!("round {round}: {ratio:.3}");
        ratios.push(ratio);
    }
    ratios.sort_unstable_by(f64::total_cmp);
    let (least, most) = (ratios.first(), ratios.last());
    println!(
        "items per CPU-second, SDK by hand = 1: {:.3} (median of {ROUNDS} rounds of {ITEMS} items, {:.3} to {:.3})",
        median(ratios.clone()),
        least.copied().unwrap_or_default(),
        most.copied().unwrap_or_default(),
    );
    Ok(())
}

/// Instructions of an item.
async fn counted() -> Fallible<()> {
    let mut worst = 0.0_f64;
    for _ in 0..COUNTED {
        let (dynamite, by_hand) = (each(Side::Dynamite).await?, each(Side::ByHand).await?);
        println!("instructions of an item: {dynamite:.0}, by hand {by_hand:.0}");
        worst = worst.max(dynamite / by_hand);
    }
    println!("instructions of an item, SDK by hand = 1: {worst:.3} (the worst of {COUNTED} runs)");
    Ok(())
}

async fn each(side: Side) -> Fallible<f64> {
    let program = program("migration_worker")?;
    let mut counts = Vec::new();
    for items in FEW_AND_MANY {
        let engine = filled(items).await?;
        let folder = tempfile::tempdir()?;
        let arguments = [&side.to_string(), engine.endpoint()];
        counts.push(instructions(&program, &arguments, folder.path())?);
    }
    let [few, many] = FEW_AND_MANY.map(f64::from);
    let more = counts.iter().rev().copied().reduce(u64::saturating_sub);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let more = more.unwrap_or_default() as f64;
    Ok(more / (many - few))
}
