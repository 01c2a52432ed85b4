//! Reading a page of 1,000 items of 17 attributes into structs: straight from the response,
//! against the SDK and conversions written by hand. No network: a connector returns the page.
//!
//! Both are timed in turns, and the ratio is that of the medians. To the time of the wire
//! reader a whole SDK call with an empty page is added, because a call is needed either way.

mod by_hand;
mod order;
mod sdk;

use std::hint::black_box;
use std::time::{Duration, Instant};

use dynamite::codec::wire::Scanner;
use dynamite::codec::{DecodeError, WireWriter};
use order::Order;

const ITEMS: u32 = 1000;
const ROUNDS: usize = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let page = page()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let full = sdk::Canned::new(page.clone())?;
    let empty = sdk::Canned::new(r#"{"Count":0,"Items":[],"ScannedCount":0}"#.into())?;

    let by_hand = runtime.block_on(full.query())?;
    let by_hand: Vec<Order> = by_hand.into_iter().filter_map(by_hand::order).collect();
    assert_eq!(by_hand, read_page(page.as_bytes())?, "both read the same");

    let (mut sdk_times, mut wire_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        sdk_times.push(timed(|| {
            let items = runtime.block_on(full.query());
            items.map(|items| {
                items
                    .into_iter()
                    .filter_map(by_hand::order)
                    .collect::<Vec<_>>()
            })
        })?);
        wire_times.push(timed(|| {
            runtime.block_on(empty.query())?;
            read_page(page.as_bytes()).map_err(Box::from)
        })?);
    }
    report(page.len(), median(sdk_times), median(wire_times));
    Ok(())
}

fn page() -> Result<String, dynamite::codec::EncodeError> {
    let mut page = format!(r#"{{"Count":{ITEMS},"Items":["#);
    for number in 0..ITEMS {
        if number > 0 {
            page.push(',');
        }
        let mut writer = WireWriter::append_to(page);
        Order::example(number).write(&mut writer)?;
        page = writer.finish()?;
    }
    page.push_str("]}");
    Ok(page)
}

fn read_page(body: &[u8]) -> Result<Vec<Order>, DecodeError> {
    let mut items = Vec::new();
    let mut scanner = Scanner::new(body)?;
    scanner.begin_object()?;
    while let Some(key) = scanner.next_key()? {
        if key != "Items" {
            scanner.skip_value()?;
            continue;
        }
        scanner.begin_array()?;
        while scanner.next_element()? {
            items.push(scanner.item(Order::read)??);
        }
    }
    scanner.end()?;
    Ok(items)
}

fn timed<T>(
    run: impl FnOnce() -> Result<T, Box<dyn std::error::Error>>,
) -> Result<Duration, Box<dyn std::error::Error>> {
    let start = Instant::now();
    black_box(run()?);
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn report(bytes: usize, sdk: Duration, wire: Duration) {
    println!("{ITEMS} items, {bytes} bytes, median of {ROUNDS} rounds");
    println!("SDK by hand: {:.2} µs per item", micros_per_item(sdk));
    println!("wire reader: {:.2} µs per item", micros_per_item(wire));
    println!("ratio:       {:.3}", wire.as_secs_f64() / sdk.as_secs_f64());
}

fn micros_per_item(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6 / f64::from(ITEMS)
}
