//! A process that migrates the items of an engine, with Dynamite, by hand or in a loop. The benchmarks of
//! migrations start it.
//!
//!     migration_worker dynamite|by-hand|loop ENDPOINT

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use dynamite_benches::migration::{Line, Side, by_hand, config, migrator, naive};
use dynamite_benches::{Fallible, process};
use dynamite_migrate::{ClientPhase, Clients, Event};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [side, endpoint] = arguments.as_slice() else {
        return Err("usage: migration_worker dynamite|by-hand|loop ENDPOINT".into());
    };
    let config = config(endpoint);
    let begin = process::cpu()?;
    let items = match side.parse()? {
        Side::Dynamite => with_dynamite(dynamite::Client::from_config(config), begin).await?,
        Side::ByHand => by_hand(&Client::from_conf(config)).await?,
        Side::Loop => naive(&Client::from_conf(config)).await?,
    };
    say(items, begin, true)
}

async fn with_dynamite(client: dynamite::Client, begin: Duration) -> Fallible<u64> {
    let written = AtomicU64::new(0);
    let tell = move |event: &Event<'_>| {
        if let Event::PageDone { page, .. } = event {
            let before = written.fetch_add(page.rewritten, Ordering::Relaxed);
            // Whoever reads the lines has gone: so will this process.
            let _ = say(before + page.rewritten, begin, false);
        }
    };
    let migrator = migrator(client, Arc::new(tell))?;
    let clients = Clients::Between(Some(ClientPhase::Before), Some(ClientPhase::Before));
    let report = migrator.run(clients, false).await?;
    Ok(report.total().rewritten)
}

fn say(items: u64, begin: Duration, is_end: bool) -> Fallible<()> {
    let line = Line {
        is_end,
        items,
        cpu: process::cpu()?.saturating_sub(begin),
        peak: process::peak_memory()?,
    };
    println!("{line}");
    Ok(())
}
