//! Requests held until the test says so.

use std::time::Duration;

use dynamite_testkit::{Fault, Operation, Outcome, Pause};

use crate::client::{Setup, setup};

#[tokio::test]
async fn a_paused_request_is_applied_when_it_is_released() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let pause = Pause::new();
    proxy
        .on(Operation::PutItem)
        .fail(Fault::PauseBefore(pause.clone()));
    let worker = tokio::spawn(async move { client.put(1).await });
    pause.reached().await;
    assert!(direct.stored().await.is_empty());
    pause.release();
    let (status, _) = worker.await.expect("no panic").expect("an answer");
    assert_eq!(status, 200);
    assert_eq!(direct.stored().await, [1]);
}

#[tokio::test]
async fn a_request_under_way_is_applied_though_its_client_died() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let pause = Pause::new();
    proxy
        .on(Operation::PutItem)
        .fail(Fault::PauseBefore(pause.clone()));
    let worker = tokio::spawn(async move { client.put(1).await });
    pause.reached().await;
    worker.abort();
    assert!(worker.await.expect_err("it was killed").is_cancelled());
    // Time for the proxy to notice that nobody waits any more.
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(direct.stored().await.is_empty());
    pause.release();
    let settled = tokio::time::timeout(Duration::from_secs(10), proxy.settled()).await;
    settled.expect("it goes on without its client");
    assert_eq!(direct.stored().await, [1]);
}

#[tokio::test]
async fn a_worker_killed_after_its_write_leaves_the_item() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let pause = Pause::new();
    proxy
        .on(Operation::PutItem)
        .fail(Fault::PauseAfter(pause.clone()));
    let worker = tokio::spawn(async move { client.put(1).await });
    pause.reached().await;
    worker.abort();
    assert!(worker.await.expect_err("it was killed").is_cancelled());
    assert_eq!(direct.stored().await, [1]);
    assert_eq!(proxy.log()[0].outcome, Outcome::InFlight);
}

#[tokio::test]
async fn a_pause_that_is_cut_never_applies_its_requests() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let pause = Pause::new();
    proxy
        .on(Operation::PutItem)
        .times(3)
        .fail(Fault::PauseBefore(pause.clone()));
    let workers: Vec<_> = [1, 2]
        .map(|at| {
            let client = client.clone();
            tokio::spawn(async move { client.put(at).await })
        })
        .into();
    pause.reached_by(2).await;
    pause.cut();
    for worker in workers {
        assert!(
            worker.await.expect("no panic").is_err(),
            "there is no answer"
        );
    }
    assert!(client.put(3).await.is_err(), "later requests are cut too");
    assert!(direct.stored().await.is_empty());
    assert_eq!(proxy.counts().cuts, 3);
}
