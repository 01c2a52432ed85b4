//! Throttling, failures of the service, broken connections and lost responses.

use std::time::Duration;

use dynamite_migrate::{Ending, Engine, Options, Refusal, Run, Status};
use dynamite_testkit::{Fault, Operation};

use crate::support::{
    Bed, Cents, differences, expected_cents, fill, options, pass, run, stored, thing,
};

fn cents() -> Run {
    run("0001_cents", pass("prices in cents", Cents))
}

/// Long enough not to be lost to a fault.
fn patient() -> Options {
    Options {
        lease: Duration::from_secs(20),
        ..options()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_faults_neither_lose_nor_double_anything() {
    let faults = [
        Fault::Throttling,
        Fault::ProvisionedThroughputExceeded,
        Fault::HotPartition,
        Fault::RequestLimitExceeded,
        Fault::ServiceUnavailable,
        Fault::InternalServerError { applied: false },
        Fault::InternalServerError { applied: true },
        Fault::TransactionConflict,
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::TruncatedBody,
        Fault::GarbageBody,
        Fault::ShortPage { limit: 3 },
        Fault::EmptyPage,
    ];
    for seed in 0..6 {
        let bed = Bed::new().await;
        fill(&bed.direct, 80).await;
        bed.proxy.chaos(seed, 0.25, faults.clone());
        let engine = Engine::new(bed.db.clone(), cents(), patient());
        let report = loop {
            match engine.run().await {
                Ok(report) => break report,
                Err(error) => assert!(error.is_retryable(), "seed {seed}: {error}"),
            }
        };
        let is_done = matches!(report.ending, Ending::Done | Ending::DoneBefore);
        assert!(is_done, "seed {seed}: {report:?}");
        assert_eq!(
            differences(&bed.direct, &expected_cents(80)).await,
            [""; 0],
            "seed {seed}"
        );
        assert!(bed.proxy.counts().all_faults() > 20);
    }
}

#[tokio::test]
async fn after_a_lost_response_the_item_decides() {
    let bed = Bed::new().await;
    fill(&bed.direct, 2).await;
    // More often than the SDK tries.
    let updates = || bed.proxy.on(Operation::UpdateItem).table("things");
    updates().times(3).fail(Fault::CutAfter);
    let one_by_one = Options {
        concurrency: 1,
        segments: 1,
        ..patient()
    };
    let engine = Engine::new(bed.db.clone(), cents(), one_by_one);
    let report = engine.run().await.unwrap();
    assert_eq!(report.total().rewritten, 2, "{report:?}");
    assert_eq!(differences(&bed.direct, &expected_cents(2)).await, [""; 0]);
}

#[tokio::test]
async fn what_does_not_pass_is_an_error_and_the_run_can_be_resumed() {
    let bed = Bed::new().await;
    fill(&bed.direct, 20).await;
    let updates = || bed.proxy.on(Operation::UpdateItem).table("things");
    updates().nth(6).always().fail(Fault::Throttling);
    let engine = Engine::new(bed.db.clone(), cents(), patient());
    let error = engine.run().await.unwrap_err();
    let Refusal::Item { table, key, .. } = error.refusal() else {
        panic!("{error}");
    };
    assert!(table == "things" && key.starts_with("id = "), "{error}");
    assert!(error.is_retryable(), "{error}");
    assert!(error.to_string().contains("run it again"), "{error}");
    assert_eq!(engine.status().await.unwrap(), Some(Status::Failed));

    bed.proxy.clear();
    let report = engine.run().await.unwrap();
    assert_eq!((report.ending, report.total().read), (Ending::Done, 20));
    assert_eq!(differences(&bed.direct, &expected_cents(20)).await, [""; 0]);
}

#[tokio::test]
async fn a_denied_request_ends_the_run_at_once() {
    let bed = Bed::new().await;
    fill(&bed.direct, 20).await;
    let updates = bed.proxy.on(Operation::UpdateItem).table("things");
    updates.always().fail(Fault::AccessDenied);
    let engine = Engine::new(bed.db.clone(), cents(), patient());
    let error = engine.run().await.unwrap_err();
    assert!(!error.is_retryable(), "{error}");
    assert_eq!(stored(&bed.direct, "000001").await, Some(thing(1)));
}

#[tokio::test]
async fn a_lease_that_cannot_be_renewed_ends_the_run_and_nothing_is_lost() {
    let bed = Bed::new().await;
    fill(&bed.direct, 40).await;
    let signs = bed.proxy.on(Operation::UpdateItem);
    let signs = signs.matching(|body| {
        let key = &body["Key"]["row"]["S"];
        key == "worker" && !body.to_string().contains("\"unsettled\"")
    });
    signs.always().fail(Fault::ServiceUnavailable);
    let scans = bed.proxy.on(Operation::Scan).nth(2).always();
    scans.fail(Fault::DelayBefore(Duration::from_millis(500)));
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let error = engine.run().await.unwrap_err();
    let is_not_renewed = matches!(error.refusal(), Refusal::NotRenewed { .. });
    assert!(is_not_renewed, "{error}");

    bed.proxy.clear();
    assert_eq!(engine.run().await.unwrap().ending, Ending::Done);
    assert_eq!(differences(&bed.direct, &expected_cents(40)).await, [""; 0]);
}
