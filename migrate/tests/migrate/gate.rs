//! Attempts of requests that are sent only while the run is held.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use dynamite::engine_support::{self, write};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, THING, at, fill, n, stored, thing};

#[tokio::test]
async fn behind_a_closed_gate_nothing_is_sent() {
    let bed = Bed::new().await;
    fill(&bed.direct, 1).await;
    let is_open = Arc::new(AtomicBool::new(false));
    let open = Arc::clone(&is_open);
    let gated = engine_support::gated(bed.db.clone(), move || open.load(Ordering::Relaxed));
    let item = engine_support::item(thing(0));
    let update = || {
        write::update(
            &gated,
            &THING,
            &item,
            at("price").set(n(7)),
            at("id").exists(),
        )
    };
    let error = update().await.unwrap_err();
    assert_eq!(error.outcome(), dynamite::Outcome::NotApplied, "{error}");
    assert!(error.is_retryable(), "{error}");
    assert_eq!(bed.proxy.counts().all_requests(), 0);

    is_open.store(true, Ordering::Relaxed);
    update().await.unwrap();
    assert_eq!(stored(&bed.direct, "000000").await.unwrap()["price"], n(7));
}

#[tokio::test]
async fn a_gate_that_closes_between_two_attempts_stops_the_second() {
    let bed = Bed::new().await;
    fill(&bed.direct, 1).await;
    bed.proxy.on_any().always().fail(Fault::Throttling);
    let asked = AtomicU64::new(0);
    let gated = engine_support::gated(bed.db.clone(), move || {
        asked.fetch_add(1, Ordering::Relaxed) == 0
    });
    let item = engine_support::item(thing(0));
    let exists = at("id").exists();
    let update = write::update(&gated, &THING, &item, at("price").set(n(7)), exists);
    let error = update.await.unwrap_err();
    assert_eq!(error.outcome(), dynamite::Outcome::NotApplied, "{error}");
    assert_eq!(bed.proxy.counts().requests_of(Operation::UpdateItem), 1);
}
